// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.ComfyEvent.ProgressState.NodeState;
import org.creativestudio.comfyui.client.QueueContents;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.creativestudio.comfyui.core.queue.QueueSnapshot.Running;
import org.creativestudio.comfyui.core.queue.QueueSnapshot.Waiting;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** What is known of one server's queue, from what it pushes and from what it answers. Not thread-safe. */
final class QueueState {

	/** ComfyUI runs one; a server that claims more than that is not believed. */
	private static final int MAX_RUNNING = 16;
	private static final int MAX_ID = 200;

	/** What its events told of a prompt that runs. */
	private record Seen(Instant started, @Nullable String node, double step, double steps) {
	}

	private final Map<String, Seen> seen = new LinkedHashMap<>();
	private boolean live;
	/** -1: not known. */
	private int remaining = -1;
	private @Nullable QueueContents contents;
	private Instant at = Instant.EPOCH;

	boolean isKnown() {
		return remaining >= 0;
	}

	/** Whether the server pushes now and has told how much there is. */
	boolean isLive() {
		return live && remaining >= 0;
	}

	boolean isIdle() {
		return isLive() && remaining == 0;
	}

	/** Whether it works on something as far as is known. */
	boolean isWorking() {
		return remaining > 0 || !seen.isEmpty();
	}

	/** Null when not known. ComfyUI runs one prompt at a time, which is what counts where the list is an old one. */
	@Nullable
	QueueLoad load() {
		if (remaining < 0)
			return null;
		int listed = contents == null ? 1 : contents.running().size();
		boolean old = contents != null && listed + contents.pending().size() != remaining;
		int running = Math.min(remaining, old ? Math.max(1, listed) : listed);
		return new QueueLoad(running, remaining - running);
	}

	void connected() {
		live = true;
		// Events between may be lost.
		seen.clear();
	}

	void disconnected() {
		live = false;
	}

	void asked(int count, Instant now) {
		remaining = Math.max(0, count);
		at = now;
	}

	void listed(QueueContents answer, Instant now) {
		contents = answer;
		asked(answer.running().size() + answer.pending().size(), now);
		seen.keySet().retainAll(answer.running().stream().map(QueueContents.Item::promptId).toList());
	}

	/** @return whether something is different now */
	boolean event(ComfyEvent event, Instant now) {
		String prompt = event.promptId();
		if (prompt != null && prompt.length() > MAX_ID)
			return false;
		boolean changed = switch (event) {
		case ComfyEvent.Status status -> status(status.queueRemaining());
		case ComfyEvent.ExecutionStart start -> prompt != null && see(prompt, new Seen(now, null, 0, 0));
		case ComfyEvent.Executing executing -> prompt != null
				&& (executing.node() == null ? forget(prompt) : node(prompt, executing.node(), 0, 0, now));
		case ComfyEvent.Progress progress -> prompt != null && node(prompt, progress.node(), progress.value(), progress.max(), now);
		case ComfyEvent.ProgressState state -> prompt != null && running(prompt, state, now);
		case ComfyEvent.ExecutionSuccess success -> prompt != null && forget(prompt);
		case ComfyEvent.ExecutionError error -> prompt != null && forget(prompt);
		case ComfyEvent.ExecutionInterrupted interrupted -> prompt != null && forget(prompt);
		default -> false;
		};
		if (changed)
			at = now;
		return changed;
	}

	private boolean status(int count) {
		boolean changed = count != remaining;
		remaining = Math.max(0, count);
		if (remaining == 0)
			seen.clear();
		// The server sends one whenever its queue is another one: what was listed is old.
		return changed | contents != null;
	}

	private boolean running(String prompt, ComfyEvent.ProgressState state, Instant now) {
		for (Map.Entry<String, NodeState> node : state.nodes().entrySet())
			if (node.getValue().state().equals("running")) //$NON-NLS-1$
				return node(prompt, node.getKey(), node.getValue().value(), node.getValue().max(), now);
		return false;
	}

	private boolean node(String prompt, @Nullable String node, double step, double steps, Instant now) {
		Seen before = seen.get(prompt);
		String name = node == null || node.length() > MAX_ID ? null : node;
		return see(prompt, new Seen(before == null ? now : before.started(), name, step, steps));
	}

	private boolean see(String prompt, Seen now) {
		if (!seen.containsKey(prompt) && seen.size() >= MAX_RUNNING)
			return false;
		return !now.equals(seen.put(prompt, now));
	}

	private boolean forget(String prompt) {
		return seen.remove(prompt) != null;
	}

	QueueSnapshot snapshot(String id) {
		QueueContents listed = contents;
		List<Running> running = new ArrayList<>();
		List<Waiting> waiting = new ArrayList<>();
		if (listed == null)
			seen.forEach((prompt, state) -> running
					.add(new Running(prompt, null, state.node(), null, state.step(), state.steps(), state.started(), null)));
		else {
			listed.running().stream().limit(MAX_RUNNING).forEach(item -> running.add(running(item)));
			listed.pending().stream().limit(QueueSnapshot.MAX_LISTED).forEach(
					item -> waiting.add(new Waiting(item.promptId(), waiting.size() + 1, text(item.extraData(), "client_id"), created(item)))); //$NON-NLS-1$
		}
		return new QueueSnapshot(id, at, isLive(), Math.max(0, remaining), running, waiting, listed != null);
	}

	private Running running(QueueContents.Item item) {
		Seen state = seen.get(item.promptId());
		String node = state == null ? null : state.node();
		return new Running(item.promptId(), text(item.extraData(), "client_id"), node, //$NON-NLS-1$
				node != null && item.graph().get(node) instanceof JsonObject body ? text(body, "class_type") : null, //$NON-NLS-1$
				state == null ? 0 : state.step(), state == null ? 0 : state.steps(), state == null ? null : state.started(), created(item));
	}

	private static @Nullable Instant created(QueueContents.Item item) {
		JsonElement time = item.extraData().get("create_time"); //$NON-NLS-1$
		if (time == null || !time.isJsonPrimitive() || !time.getAsJsonPrimitive().isNumber())
			return null;
		try {
			return Instant.ofEpochMilli(time.getAsLong());
		} catch (NumberFormatException e) {
			return null;
		}
	}

	private static @Nullable String text(JsonObject object, String member) {
		JsonElement value = object.get(member);
		return value != null && value.isJsonPrimitive() && value.getAsString().length() <= MAX_ID ? value.getAsString() : null;
	}
}
