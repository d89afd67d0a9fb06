// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

/** The graphs of one program's jobs, a file for each, named by its content: a hundred runs of one workflow need one. */
final class GraphStore {

	private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}"); //$NON-NLS-1$
	private static final int MAX_DEPTH = 200;
	private static final String SUFFIX = ".json"; //$NON-NLS-1$

	private final Path directory;

	GraphStore(Path directory) {
		this.directory = directory;
	}

	/** @return its key; when this returns, the file outlasts a crash */
	String keep(JsonObject graph) throws IOException {
		byte[] bytes = graph.toString().getBytes(StandardCharsets.UTF_8);
		String key = key(bytes);
		Path file = file(key);
		if (Files.exists(file))
			return key;
		Files.createDirectories(directory);
		Path part = directory.resolve(key + ".part"); //$NON-NLS-1$
		try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
				StandardOpenOption.WRITE)) {
			ByteBuffer content = ByteBuffer.wrap(bytes);
			while (content.hasRemaining())
				channel.write(content);
			channel.force(false);
		}
		Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		return key;
	}

	JsonObject read(String key) throws IOException {
		try (Reader text = Files.newBufferedReader(file(key)); JsonReader reader = new JsonReader(text)) {
			reader.setNestingLimit(MAX_DEPTH);
			return JsonParser.parseReader(reader).getAsJsonObject();
		} catch (JsonParseException | IllegalStateException e) {
			throw new IOException(NLS.bind(Messages.graphStore_damaged, file(key)), e);
		}
	}

	long size(String key) throws IOException {
		return Files.size(file(key));
	}

	/** Takes a file of another store, which keeps it. */
	void take(GraphStore other, String key) throws IOException {
		Path target = file(key);
		if (Files.exists(target))
			return;
		Files.createDirectories(directory);
		try {
			Files.createLink(target, other.file(key));
		} catch (FileAlreadyExistsException e) {
			return;
		} catch (NoSuchFileException e) {
			throw e;
		} catch (IOException | UnsupportedOperationException e) {
			Path part = directory.resolve(key + ".part"); //$NON-NLS-1$
			Files.copy(other.file(key), part, StandardCopyOption.REPLACE_EXISTING);
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
		}
	}

	/** Deletes what no job needs any more. */
	void keepOnly(Set<String> keys) throws IOException {
		if (!Files.isDirectory(directory))
			return;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
			for (Path file : files) {
				String name = file.getFileName().toString();
				if (!name.endsWith(SUFFIX) || !keys.contains(name.substring(0, name.length() - SUFFIX.length())))
					Files.deleteIfExists(file);
			}
		}
	}

	private Path file(String key) {
		if (!KEY.matcher(key).matches())
			throw new IllegalArgumentException(key);
		return directory.resolve(key + SUFFIX);
	}

	private static String key(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)); //$NON-NLS-1$
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}
}
