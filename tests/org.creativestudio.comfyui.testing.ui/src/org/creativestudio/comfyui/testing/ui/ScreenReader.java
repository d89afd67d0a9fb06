// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.creativestudio.comfyui.testing.ui.MessageBus.Message;
import org.eclipse.swt.graphics.Rectangle;
import org.opentest4j.AssertionFailedError;

/**
 * Sees and hears this program as a screen reader on Linux does: over the accessibility bus (AT-SPI 2), from outside of the program. Needs
 * a session bus, the bus launcher of at-spi2-core, and a program that was not started with NO_AT_BRIDGE=1. Not for the UI thread, which
 * must answer.
 */
public final class ScreenReader implements AutoCloseable {

	/** What an object is in, by its bit on the bus; those that tests ask for. */
	public enum State {
		CHECKED(4), DEFUNCT(6), EDITABLE(7), ENABLED(8), EXPANDED(10), FOCUSABLE(11), FOCUSED(12), MULTISELECTABLE(18), SELECTABLE(22),
		SELECTED(23), SENSITIVE(24), SHOWING(25), VISIBLE(30);

		private final int bit;

		State(int bit) {
			this.bit = bit;
		}
	}

	/** What an object can do. */
	public record Action(String name, String description) {
	}

	/** Something that was said on the bus: {@code what} is "StateChanged focused" or the like. */
	public record Event(String what, int detail, String sender, String path) {
	}

	private static final String REGISTRY = "org.a11y.atspi.Registry";
	private static final String ROOT = "/org/a11y/atspi/accessible/root";
	/** As AT-SPI counts relations. */
	private static final int DESCRIBED_BY = 18;
	private static final String ACCESSIBLE = "org.a11y.atspi.Accessible";
	private static final String ACTION = "org.a11y.atspi.Action";
	private static final String COMPONENT = "org.a11y.atspi.Component";
	private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
	private static final List<String> EVENTS = List.of("Object:StateChanged", "Object:PropertyChange", "Object:SelectionChanged");

	private final MessageBus bus;
	private final List<Event> heard = new CopyOnWriteArrayList<>();

	/** Starts the accessibility bus if it does not run, and listens. */
	public ScreenReader() {
		bus = new MessageBus(address(), this::hear);
		for (String event : EVENTS) {
			String member = event.substring(event.indexOf(':') + 1);
			bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch",
					"type='signal',interface='org.a11y.atspi.Event.Object',member='" + member + "'");
			bus.call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", event, List.of(), "");
		}
	}

	/** The session bus knows where the accessibility bus is; its own address may be one that Java cannot reach. */
	private static String address() {
		try {
			Process process = new ProcessBuilder("dbus-send", "--session", "--print-reply=literal", "--dest=org.a11y.Bus", "/org/a11y/bus",
					"org.a11y.Bus.GetAddress").redirectErrorStream(true).start();
			String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			if (process.waitFor() != 0)
				throw new AssertionFailedError("there is no accessibility bus: " + answer);
			return answer;
		} catch (IOException e) {
			throw new UncheckedIOException("dbus-send is missing", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionFailedError("interrupted", e);
		}
	}

	private void hear(Message message) {
		if (EVENTS.stream().anyMatch(event -> event.endsWith(":" + message.member())) && message.body().size() > 1)
			heard.add(new Event((message.member() + ' ' + message.body().get(0)).strip(),
					message.body().get(1) instanceof Integer detail ? detail : 0, message.sender(), message.path()));
	}

	/** Forgets what was heard. */
	public void forget() {
		heard.clear();
	}

	/** What was heard of an object since the last {@link #forget()}, in order. */
	public List<String> heardOf(Node node) {
		return heard.stream().filter(event -> event.sender().equals(node.owner) && event.path().equals(node.path))
				.map(event -> event.what() + ' ' + event.detail()).toList();
	}

	/** All that was heard, in order. */
	public List<Event> heard() {
		return List.copyOf(heard);
	}

	/** This program. */
	public Node program() {
		long own = ProcessHandle.current().pid();
		for (Node program : new Node(REGISTRY, ROOT).children())
			if (bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID", program.owner)
					.getFirst() instanceof Integer pid && pid == own)
				return program;
		throw new AssertionFailedError("this program is not on the accessibility bus; was it started with NO_AT_BRIDGE=1?");
	}

	@Override
	public void close() {
		bus.close();
	}

	/** An object as it is on the bus; asks anew each time. */
	public final class Node {
		private final String owner;
		private final String path;

		private Node(String owner, String path) {
			this.owner = owner;
			this.path = path;
		}

		private List<Object> call(String type, String method, Object... arguments) {
			return bus.call(owner, path, type, method, arguments);
		}

		private Object property(String type, String name) {
			return call(PROPERTIES, "Get", type, name).getFirst();
		}

		public String name() {
			return String.valueOf(property(ACCESSIBLE, "Name"));
		}

		public String description() {
			return String.valueOf(property(ACCESSIBLE, "Description"));
		}

		/** In English, as "list item". */
		public String role() {
			return String.valueOf(call(ACCESSIBLE, "GetRoleName").getFirst());
		}

		public int childCount() {
			return property(ACCESSIBLE, "ChildCount") instanceof Integer count ? count : 0;
		}

		public Node child(int index) {
			return node(call(ACCESSIBLE, "GetChildAtIndex", index).getFirst());
		}

		public Node parent() {
			return node(property(ACCESSIBLE, "Parent"));
		}

		public int indexInParent() {
			return call(ACCESSIBLE, "GetIndexInParent").getFirst() instanceof Integer index ? index : -1;
		}

		/** What is said to describe it. */
		public List<Node> describedBy() {
			List<Node> found = new ArrayList<>();
			if (call(ACCESSIBLE, "GetRelationSet").getFirst() instanceof List<?> relations)
				for (Object relation : relations)
					if (relation instanceof List<?> pair && number(pair.get(0)) == DESCRIBED_BY && pair.get(1) instanceof List<?> names)
						names.forEach(name -> found.add(node(name)));
			return found;
		}

		/** Those that can be reached. */
		public List<Node> children() {
			List<Node> children = new ArrayList<>();
			if (call(ACCESSIBLE, "GetChildren").getFirst() instanceof List<?> names)
				names.forEach(name -> children.add(node(name)));
			children.removeIf(child -> child.path.endsWith("/null"));
			return children;
		}

		public Set<State> states() {
			Set<State> states = EnumSet.noneOf(State.class);
			if (call(ACCESSIBLE, "GetState").getFirst() instanceof List<?> words)
				for (State state : State.values())
					if (words.get(state.bit / 32) instanceof Integer bits && (bits >>> state.bit % 32 & 1) != 0)
						states.add(state);
			return states;
		}

		/** On the display. */
		public Rectangle bounds() {
			List<?> extents = call(COMPONENT, "GetExtents", new MessageBus.Unsigned(0)).getFirst() instanceof List<?> four ? four : List.of();
			return new Rectangle(number(extents.get(0)), number(extents.get(1)), number(extents.get(2)), number(extents.get(3)));
		}

		public List<Action> actions() {
			List<Action> actions = new ArrayList<>();
			int count = property(ACTION, "NActions") instanceof Integer number ? number : 0;
			for (int i = 0; i < count; i++)
				actions.add(new Action(String.valueOf(call(ACTION, "GetName", i).getFirst()),
						String.valueOf(call(ACTION, "GetDescription", i).getFirst())));
			return actions;
		}

		/** Does what has this name. */
		public void act(String name) {
			List<String> names = actions().stream().map(Action::name).toList();
			int index = names.indexOf(name);
			if (index < 0 || !Boolean.TRUE.equals(call(ACTION, "DoAction", index).getFirst()))
				throw new AssertionFailedError(name + " was not done; there are " + names);
		}

		/** The first object below this one, itself included, that fits. */
		public Optional<Node> find(Predicate<Node> wanted) {
			if (wanted.test(this))
				return Optional.of(this);
			for (Node child : children()) {
				Optional<Node> found = child.find(wanted);
				if (found.isPresent())
					return found;
			}
			return Optional.empty();
		}

		/** All objects below this one, itself included, that fit and that can be seen. */
		public List<Node> findAll(Predicate<Node> wanted) {
			List<Node> found = new ArrayList<>();
			collect(wanted, found);
			return found;
		}

		private void collect(Predicate<Node> wanted, List<Node> found) {
			if (wanted.test(this))
				found.add(this);
			children().forEach(child -> child.collect(wanted, found));
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Node node && node.owner.equals(owner) && node.path.equals(path);
		}

		@Override
		public int hashCode() {
			return Objects.hash(owner, path);
		}

		@Override
		public String toString() {
			return role() + " '" + name() + "' " + states();
		}
	}

	private Node node(Object name) {
		if (name instanceof List<?> pair)
			return new Node(String.valueOf(pair.get(0)), String.valueOf(pair.get(1)));
		throw new AssertionFailedError("not the name of an object: " + name);
	}

	private static int number(Object value) {
		return value instanceof Integer number ? number : 0;
	}
}
