// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** Instances as the terminal shows them and as {@code --json} writes them. The names of JSON members are stable. */
final class InstanceViews {

	private static final String NONE = "-"; //$NON-NLS-1$

	private InstanceViews() {
	}

	static void printTable(List<InstanceSnapshot> instances, Terminal terminal) {
		Table table = new Table(Messages.column_name, Messages.column_status, Messages.column_health,
				Messages.column_address, Messages.column_device, Messages.column_queue, Messages.column_active,
				Messages.column_id);
		for (InstanceSnapshot instance : instances) {
			InstanceConfiguration configuration = instance.configuration();
			QueueLoad queue = instance.queue();
			table.add(instance.name(), word(instance.status()),
					instance.status().isUp() ? word(instance.health().health()) : NONE,
					configuration.host() + ':' + configuration.port(), configuration.gpuDevice(),
					queue == null ? NONE : Integer.toString(queue.total()),
					instance.active() ? Messages.active : NONE, instance.id());
		}
		table.print(terminal.out());
	}

	static void printDetails(InstanceSnapshot instance, Terminal terminal) {
		InstanceConfiguration configuration = instance.configuration();
		Table table = new Table(Messages.detail_name, instance.name());
		table.add(Messages.detail_id, instance.id());
		if (!configuration.description().isEmpty())
			table.add(Messages.detail_description, configuration.description());
		table.add(Messages.detail_kind, configuration.kind());
		table.add(Messages.detail_status, word(instance.status()));
		table.add(Messages.detail_activity, instance.activity());
		StartProgress start = instance.starting();
		if (start != null && start.answering() != null)
			table.add(Messages.detail_start, NLS.bind(Messages.start_steps,
					new Object[] { seconds(start.alive()), seconds(start.portOpen()), seconds(start.answering()) }));
		PendingRestart restart = instance.restart();
		if (restart != null)
			table.add(Messages.detail_restart, NLS.bind(Messages.next_start, new Object[] { restart.attempt(), restart.limit(), restart.at() }));
		table.add(Messages.detail_since, instance.since().toString());
		HealthReport health = instance.health();
		table.add(Messages.detail_health, word(health.health()) + (health.reason().isEmpty() ? "" : ": " + health.reason())); //$NON-NLS-1$ //$NON-NLS-2$
		table.add(Messages.detail_address, instance.address().toString());
		table.add(Messages.detail_device, configuration.gpuDevice());
		table.add(Messages.detail_active, instance.active() ? Messages.yes : Messages.no);
		QueueLoad queue = instance.queue();
		if (queue != null)
			table.add(Messages.detail_queue, queue.running() + " + " + queue.pending()); //$NON-NLS-1$
		ServerFacts server = instance.server();
		if (server != null)
			table.add(Messages.detail_server, server(server));
		ProcessIdentity process = instance.process();
		if (process != null)
			table.add(Messages.detail_process, Long.toString(process.pid()));
		if (configuration.comfyuiDirectory() != null)
			table.add(Messages.detail_directory, configuration.comfyuiDirectory().toString());
		table.print(terminal.out());
	}

	private static String seconds(@Nullable Duration duration) {
		return duration == null ? NONE : String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0); //$NON-NLS-1$
	}

	private static String server(ServerFacts server) {
		StringBuilder text = new StringBuilder("ComfyUI"); //$NON-NLS-1$
		if (server.comfyuiVersion() != null)
			text.append(' ').append(server.comfyuiVersion());
		if (server.deviceName() != null)
			text.append(", ").append(server.deviceName()); //$NON-NLS-1$
		if (server.demo())
			text.append(", ").append(Messages.demo); //$NON-NLS-1$
		return text.toString();
	}

	static JsonObject json(List<InstanceSnapshot> instances) {
		JsonArray array = new JsonArray();
		for (InstanceSnapshot instance : instances)
			array.add(json(instance));
		JsonObject document = new JsonObject();
		document.add("instances", array); //$NON-NLS-1$
		return document;
	}

	static JsonObject json(InstanceSnapshot instance) {
		InstanceConfiguration configuration = instance.configuration();
		JsonObject object = new JsonObject();
		object.addProperty("id", instance.id()); //$NON-NLS-1$
		object.addProperty("name", instance.name()); //$NON-NLS-1$
		object.addProperty("description", configuration.description()); //$NON-NLS-1$
		object.addProperty("kind", configuration.kind()); //$NON-NLS-1$
		object.addProperty("status", word(instance.status())); //$NON-NLS-1$
		object.addProperty("activity", instance.activity()); //$NON-NLS-1$
		object.addProperty("since", instance.since().toString()); //$NON-NLS-1$
		object.addProperty("health", word(instance.health().health())); //$NON-NLS-1$
		object.addProperty("healthReason", instance.health().reason()); //$NON-NLS-1$
		object.addProperty("host", configuration.host()); //$NON-NLS-1$
		object.addProperty("port", configuration.port()); //$NON-NLS-1$
		object.addProperty("url", instance.address().toString()); //$NON-NLS-1$
		object.addProperty("device", configuration.gpuDevice()); //$NON-NLS-1$
		object.addProperty("active", instance.active()); //$NON-NLS-1$
		object.add("queue", queue(instance.queue())); //$NON-NLS-1$
		object.add("server", server(instance)); //$NON-NLS-1$
		ProcessIdentity process = instance.process();
		object.addProperty("pid", process == null ? null : process.pid()); //$NON-NLS-1$
		object.addProperty("suspended", instance.suspended()); //$NON-NLS-1$
		object.add("start", start(instance.starting())); //$NON-NLS-1$
		object.add("restart", restart(instance.restart())); //$NON-NLS-1$
		return object;
	}

	/** Times of the steps in milliseconds from the beginning of the start. */
	private static JsonElement start(@Nullable StartProgress start) {
		if (start == null)
			return JsonNull.INSTANCE;
		JsonObject object = new JsonObject();
		object.addProperty("begun", start.begun().toString()); //$NON-NLS-1$
		object.addProperty("aliveMs", millis(start.alive())); //$NON-NLS-1$
		object.addProperty("portOpenMs", millis(start.portOpen())); //$NON-NLS-1$
		object.addProperty("answeringMs", millis(start.answering())); //$NON-NLS-1$
		return object;
	}

	private static @Nullable Long millis(@Nullable Duration duration) {
		return duration == null ? null : Long.valueOf(duration.toMillis());
	}

	private static JsonElement restart(@Nullable PendingRestart restart) {
		if (restart == null)
			return JsonNull.INSTANCE;
		JsonObject object = new JsonObject();
		object.addProperty("attempt", restart.attempt()); //$NON-NLS-1$
		object.addProperty("limit", restart.limit()); //$NON-NLS-1$
		object.addProperty("at", restart.at().toString()); //$NON-NLS-1$
		return object;
	}

	private static JsonElement queue(@Nullable QueueLoad queue) {
		if (queue == null)
			return JsonNull.INSTANCE;
		JsonObject object = new JsonObject();
		object.addProperty("running", queue.running()); //$NON-NLS-1$
		object.addProperty("pending", queue.pending()); //$NON-NLS-1$
		return object;
	}

	private static JsonElement server(InstanceSnapshot instance) {
		ServerFacts server = instance.server();
		if (server == null)
			return JsonNull.INSTANCE;
		JsonObject object = new JsonObject();
		object.addProperty("comfyuiVersion", server.comfyuiVersion()); //$NON-NLS-1$
		object.addProperty("pythonVersion", server.pythonVersion()); //$NON-NLS-1$
		object.addProperty("deviceName", server.deviceName()); //$NON-NLS-1$
		object.addProperty("deviceType", server.deviceType()); //$NON-NLS-1$
		object.addProperty("vramTotal", server.vramTotal()); //$NON-NLS-1$
		object.addProperty("vramFree", server.vramFree()); //$NON-NLS-1$
		object.addProperty("ramTotal", server.ramTotal()); //$NON-NLS-1$
		object.addProperty("ramFree", server.ramFree()); //$NON-NLS-1$
		object.addProperty("demo", server.demo()); //$NON-NLS-1$
		return object;
	}

	/** The word for a status or a health, the same in every language: programs read it. */
	static String word(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}
}
