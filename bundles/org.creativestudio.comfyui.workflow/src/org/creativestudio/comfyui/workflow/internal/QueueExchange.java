// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.QueueException;
import org.creativestudio.comfyui.workflow.QueueException.Reason;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/** Files with a queue: each graph once, and what was asked for each job. */
final class QueueExchange {

	private static final String KIND = "creative-studio-queue"; //$NON-NLS-1$
	private static final int VERSION = 1;
	private static final long MAX_BYTES = 256L << 20;
	private static final int MAX_JOBS = 10_000;
	private static final int MAX_DEPTH = 210;
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private QueueExchange() {
	}

	/** What is to be queued. */
	record Entry(Workflow workflow, WorkflowOptions options) {
	}

	static void write(List<JobSnapshot> jobs, Path file) throws IOException {
		JsonArray graphs = new JsonArray();
		Map<JsonObject, Integer> places = new IdentityHashMap<>();
		JsonArray entries = new JsonArray();
		for (JobSnapshot job : jobs) {
			Integer place = places.computeIfAbsent(job.workflow().graph(), graph -> {
				graphs.add(graph);
				return graphs.size() - 1;
			});
			entries.add(entry(job, place));
		}
		JsonObject document = new JsonObject();
		document.addProperty("kind", KIND); //$NON-NLS-1$
		document.addProperty("version", VERSION); //$NON-NLS-1$
		document.add("jobs", entries); //$NON-NLS-1$
		document.add("graphs", graphs); //$NON-NLS-1$
		Path target = file.toAbsolutePath().normalize();
		Path parent = target.getParent();
		if (parent == null || Files.isDirectory(target) || !Files.isDirectory(parent))
			throw new QueueException(Reason.FAILED,
					NLS.bind(Messages.queueExchange_nothingExportedChooseAnother, target,
					Files.isDirectory(target) ? Messages.queueExchange_directory : Messages.queueExchange_directoryNotThere));
		Path part = Files.createTempFile(parent, ".queue", ".part"); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			try (Writer writer = Files.newBufferedWriter(part)) {
				GSON.toJson(document, writer);
			}
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		} finally {
			Files.deleteIfExists(part);
		}
	}

	private static JsonObject entry(JobSnapshot job, int graph) {
		JsonObject entry = new JsonObject();
		WorkflowOptions options = job.options();
		entry.addProperty("name", job.workflow().name()); //$NON-NLS-1$
		entry.addProperty("format", job.workflow().format().name()); //$NON-NLS-1$
		entry.addProperty("graph", graph); //$NON-NLS-1$
		entry.addProperty("instance", options.instanceId()); //$NON-NLS-1$
		entry.addProperty("strategy", options.strategyId()); //$NON-NLS-1$
		entry.addProperty("seed", options.seed()); //$NON-NLS-1$
		entry.addProperty("priority", options.priority()); //$NON-NLS-1$
		Duration timeout = options.timeout();
		entry.addProperty("timeout", timeout == null ? null : timeout.toString()); //$NON-NLS-1$
		return entry;
	}

	/** @throws QueueException when the file is none, or not of this version; then nothing is to be queued */
	static List<Entry> read(Path file) throws IOException {
		if (!Files.isRegularFile(file))
			throw new QueueException(Reason.NOT_FOUND, NLS.bind(Messages.queueExchange_thereNoFile, file));
		if (Files.size(file) > MAX_BYTES)
			throw new QueueException(Reason.INVALID, NLS.bind(Messages.queueExchange_largerThanMibNo, file));
		JsonObject document = parse(file);
		JsonElement version = document.get("version"); //$NON-NLS-1$
		if (!new JsonPrimitive(KIND).equals(document.get("kind")) || !new JsonPrimitive(VERSION).equals(version)) //$NON-NLS-1$
			throw invalid(file, Messages.queueExchange_anotherKindVersion, null);
		if (!(document.get("jobs") instanceof JsonArray jobs) || !(document.get("graphs") instanceof JsonArray graphs)) //$NON-NLS-1$ //$NON-NLS-2$
			throw invalid(file, Messages.queueExchange_noJobsGraphs, null);
		if (jobs.size() > MAX_JOBS)
			throw invalid(file, NLS.bind(Messages.queueExchange_moreThanJobs, MAX_JOBS), null);
		List<Entry> entries = new ArrayList<>();
		for (JsonElement job : jobs)
			try {
				entries.add(entry(job.getAsJsonObject(), graphs));
			} catch (IllegalStateException | NullPointerException | ClassCastException | IllegalArgumentException | IndexOutOfBoundsException
					| UnsupportedOperationException | DateTimeException e) {
				throw invalid(file, NLS.bind(Messages.queueExchange_jobNotUnderstood, entries.size() + 1, jobs.size()), e);
			}
		return entries;
	}

	private static JsonObject parse(Path file) throws IOException {
		try (Reader text = Files.newBufferedReader(file); JsonReader reader = new JsonReader(text)) {
			reader.setNestingLimit(MAX_DEPTH);
			JsonElement document = JsonParser.parseReader(reader);
			if (reader.peek() != JsonToken.END_DOCUMENT || !(document instanceof JsonObject object))
				throw invalid(file, Messages.queueExchange_noJsonObject, null);
			return object;
		} catch (JsonParseException | MalformedJsonException | EOFException | CharacterCodingException | IllegalStateException | NumberFormatException e) {
			throw invalid(file, Messages.queueExchange_damagedNoJson, e);
		}
	}

	private static QueueException invalid(Path file, String why, @Nullable Throwable cause) {
		return new QueueException(Reason.INVALID, NLS.bind(Messages.queueExchange_holdsNoQueueVersion, file, why), cause);
	}

	private static Entry entry(JsonObject job, JsonArray graphs) {
		String name = string(job, "name"); //$NON-NLS-1$
		String timeout = string(job, "timeout"); //$NON-NLS-1$
		Duration allowed = timeout == null ? null : Duration.parse(timeout);
		if (allowed != null && !allowed.isPositive())
			throw new IllegalArgumentException(timeout);
		return new Entry(
				new Workflow(name == null ? "workflow" : name, Format.valueOf(string(job, "format")), //$NON-NLS-1$ //$NON-NLS-2$
						graphs.get(job.get("graph").getAsInt()).getAsJsonObject(), null), //$NON-NLS-1$
				new WorkflowOptions(string(job, "instance"), string(job, "strategy"), //$NON-NLS-1$ //$NON-NLS-2$
						job.get("seed") == null || job.get("seed").isJsonNull() ? null : job.get("seed").getAsLong(), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
						job.has("priority") ? job.get("priority").getAsInt() : 0, allowed)); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private static @Nullable String string(JsonObject json, String name) {
		JsonElement value = json.get(name);
		return value == null || value.isJsonNull() ? null : value.getAsString();
	}
}
