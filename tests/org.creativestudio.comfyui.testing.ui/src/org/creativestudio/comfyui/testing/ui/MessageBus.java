// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * A connection to a D-Bus on a socket of this computer, as far as assistive technology needs it: calls with strings and numbers, answers
 * of every type, signals. Speaks version 1 of the protocol.
 */
final class MessageBus implements AutoCloseable {

	/** A signal, or internally an answer. {@code serial} is that of the call that it answers. */
	record Message(int type, int serial, String path, String member, String sender, List<Object> body) {
	}

	/** Name of an object, as the bus writes it: who has it, and where. */
	record ObjectName(String owner, String path) {
	}

	/** A number of 32 bits without sign. */
	record Unsigned(int bits) {
	}

	private static final int CALL = 1;
	private static final int ERROR = 3;
	private static final int SIGNAL = 4;
	private static final int MAX_MESSAGE = 1 << 24;
	private static final Pattern SOCKET = Pattern.compile("unix:path=([^,;]+)");

	private final SocketChannel channel;
	private final Map<Integer, CompletableFuture<Message>> calls = new ConcurrentHashMap<>();
	private final AtomicInteger serials = new AtomicInteger();
	private final Consumer<Message> signals;

	/**
	 * @param address as D-Bus writes it; must have a path in the file system
	 * @param signals is told each signal, on a thread of the connection
	 */
	MessageBus(String address, Consumer<Message> signals) {
		this.signals = signals;
		Matcher socket = SOCKET.matcher(address);
		if (!socket.find())
			throw new AssertionFailedError("no socket with a path: " + address);
		try {
			channel = SocketChannel.open(StandardProtocolFamily.UNIX);
			channel.connect(UnixDomainSocketAddress.of(socket.group(1)));
			String user = String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
			write(ByteBuffer.wrap(("\0AUTH EXTERNAL " + HexFormat.of().formatHex(user.getBytes(StandardCharsets.US_ASCII)) + "\r\n")
					.getBytes(StandardCharsets.US_ASCII)));
			String answer = line();
			if (!answer.startsWith("OK"))
				throw new AssertionFailedError("the bus does not let us in: " + answer);
			write(ByteBuffer.wrap("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII)));
		} catch (IOException e) {
			throw new UncheckedIOException("no connection to " + address, e);
		}
		Thread.ofVirtual().name("message bus").start(this::listen);
		call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello");
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		while (line.isEmpty() || line.charAt(line.length() - 1) != '\n')
			line.append((char) read(1).get());
		return line.toString();
	}

	/** @param arguments strings, integers (32 bits, with sign), {@link Unsigned} or lists of strings */
	List<Object> call(String owner, String path, String type, String method, Object... arguments) {
		int serial = serials.incrementAndGet();
		CompletableFuture<Message> answer = new CompletableFuture<>();
		calls.put(serial, answer);
		try {
			write(new Writer().call(serial, new ObjectName(owner, path), type, method, arguments));
			return answer.get(UiThread.PATIENCE_MS, TimeUnit.MILLISECONDS).body();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (TimeoutException e) {
			throw new AssertionFailedError(owner + path + " did not answer " + method, e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionFailedError("interrupted", e);
		} catch (ExecutionException e) {
			throw new AssertionFailedError(method + " of " + owner + path + ": " + e.getCause().getMessage(), e.getCause());
		}
	}

	private synchronized void write(ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining())
			channel.write(bytes);
	}

	private ByteBuffer read(int size) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(size);
		while (bytes.hasRemaining())
			if (channel.read(bytes) < 0)
				throw new IOException("the bus closed the connection");
		return bytes.flip();
	}

	private void listen() {
		try {
			while (true)
				dispatch(next());
		} catch (IOException | RuntimeException e) {
			calls.values().forEach(call -> call.completeExceptionally(e));
		}
	}

	private void dispatch(Message message) {
		if (message.type() == SIGNAL) {
			signals.accept(message);
			return;
		}
		CompletableFuture<Message> call = calls.remove(message.serial());
		if (call == null)
			return;
		if (message.type() == ERROR)
			call.completeExceptionally(new IOException(String.valueOf(message.body())));
		else
			call.complete(message);
	}

	private Message next() throws IOException {
		ByteBuffer head = read(16);
		ByteOrder order = head.get(0) == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		head.order(order);
		int fieldsSize = head.getInt(12);
		int bodySize = head.getInt(4);
		int padded = (fieldsSize + 7) / 8 * 8;
		if (fieldsSize < 0 || bodySize < 0 || padded + bodySize > MAX_MESSAGE)
			throw new IOException("a message of " + fieldsSize + " and " + bodySize + " bytes");
		ByteBuffer rest = read(padded + bodySize).order(order);
		Reader fields = new Reader(rest.slice(0, fieldsSize).order(order));
		Map<Byte, Object> known = new LinkedHashMap<>();
		while (fields.hasMore())
			if (fields.read("(yv)").getFirst() instanceof List<?> field && field.get(0) instanceof Byte code)
				known.put(code, field.get(1));
		Object signature = known.getOrDefault((byte) 8, "");
		List<Object> body = new Reader(rest.slice(padded, bodySize).order(order)).read(String.valueOf(signature));
		return new Message(head.get(1), known.get((byte) 5) instanceof Integer serial ? serial : 0, String.valueOf(known.get((byte) 1)),
				String.valueOf(known.get((byte) 3)), String.valueOf(known.get((byte) 7)), body);
	}

	@Override
	public void close() {
		try {
			channel.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Makes a message. */
	private static final class Writer {
		private final ByteBuffer to = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

		ByteBuffer call(int serial, ObjectName object, String type, String method, Object... arguments) {
			to.put((byte) 'l').put((byte) CALL).put((byte) 0).put((byte) 1).putInt(0).putInt(serial).putInt(0);
			int fields = to.position();
			field(1, "o", object.path());
			field(2, "s", type);
			field(3, "s", method);
			field(6, "s", object.owner());
			StringBuilder signature = new StringBuilder();
			for (Object argument : arguments)
				signature.append(switch (argument) {
				case String text -> "s";
				case Integer number -> "i";
				case Unsigned number -> "u";
				default -> "as";
				});
			if (arguments.length > 0)
				field(8, "g", signature.toString());
			to.putInt(12, to.position() - fields);
			align(8);
			int body = to.position();
			for (Object argument : arguments)
				put(argument);
			to.putInt(4, to.position() - body);
			return to.flip();
		}

		private void field(int code, String signature, String value) {
			align(8);
			to.put((byte) code);
			signature(signature);
			if (signature.equals("g"))
				signature(value);
			else
				put(value);
		}

		private void signature(String text) {
			to.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
		}

		private void put(Object value) {
			align(4);
			if (value instanceof Integer number)
				to.putInt(number);
			else if (value instanceof Unsigned number)
				to.putInt(number.bits());
			else if (value instanceof List<?> texts) {
				int size = to.position();
				to.putInt(0);
				texts.forEach(text -> put(String.valueOf(text)));
				to.putInt(size, to.position() - size - 4);
			} else {
				byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
				to.putInt(text.length).put(text).put((byte) 0);
			}
		}

		private void align(int size) {
			while (to.position() % size != 0)
				to.put((byte) 0);
		}
	}

	/** Takes values apart by their signature: a structure or an array is a list, a variant its value, a dictionary a list of pairs. */
	private static final class Reader {
		private final ByteBuffer from;

		Reader(ByteBuffer from) {
			this.from = from;
		}

		boolean hasMore() {
			return from.position() < from.limit();
		}

		List<Object> read(String signature) {
			List<Object> values = new ArrayList<>();
			for (int at = 0; at < signature.length();) {
				String one = first(signature.substring(at));
				values.add(value(one));
				at += one.length();
			}
			return values;
		}

		/** The first complete type of a signature. */
		private static String first(String signature) {
			int depth = 0;
			for (int i = 0; i < signature.length(); i++) {
				char c = signature.charAt(i);
				depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
				if (depth == 0 && c != 'a')
					return signature.substring(0, i + 1);
			}
			throw new IllegalArgumentException(signature);
		}

		private @Nullable Object value(String type) {
			return switch (type.charAt(0)) {
			case 'y' -> from.get();
			case 'b' -> align(4).getInt() != 0;
			case 'n', 'q' -> align(2).getShort();
			case 'i', 'u', 'h' -> align(4).getInt();
			case 'x', 't' -> align(8).getLong();
			case 'd' -> align(8).getDouble();
			case 's', 'o' -> text(align(4).getInt());
			case 'g' -> text(from.get() & 0xff);
			case 'v' -> value(text(from.get() & 0xff));
			case 'a' -> array(type.substring(1));
			default -> {
				align(8);
				yield read(type.substring(1, type.length() - 1));
			}
			};
		}

		private List<Object> array(String element) {
			int size = align(4).getInt();
			align(switch (element.charAt(0)) {
			case 'x', 't', 'd', '(', '{' -> 8;
			case 'y', 'g', 'v' -> 1;
			case 'n', 'q' -> 2;
			default -> 4;
			});
			int end = from.position() + size;
			List<Object> values = new ArrayList<>();
			while (from.position() < end)
				values.add(value(element));
			return values;
		}

		private String text(int length) {
			byte[] bytes = new byte[length];
			from.get(bytes).get();
			return new String(bytes, StandardCharsets.UTF_8);
		}

		private ByteBuffer align(int size) {
			from.position((from.position() + size - 1) / size * size);
			return from;
		}
	}
}
