// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * What the user decided about one ComfyUI server. Immutable; changed by {@link #toBuilder()}.
 *
 * @param id                     unique, never changes; letters, digits, {@code _}, {@code -} and {@code .}
 * @param name                   shown to the user; unique in a home
 * @param description            free text, may be empty
 * @param kind                   id of the launcher that runs it; {@link #COMFYUI}, {@link #EMBEDDED}, {@link #ATTACHED} or a
 *                               contributed one
 * @param listen                 address that the server binds to; {@link #LOOPBACK} unless the user wants others to reach it
 * @param host                   name or address under which the server is asked; {@code localhost} for servers of this computer
 * @param port                   1 to 65535
 * @param gpuDevice              {@code auto}, {@code cpu}, {@code cuda:N}, a GPU's UUID, or another device string
 * @param vramMode               how the GPU's memory is used
 * @param environment            added to the process's environment, in this order; never holds a secret's value
 * @param secrets                names of further environment variables, whose values are in secure storage under this instance's id
 * @param confirmedVariables     names of variables that let foreign code into the server ({@code LD_PRELOAD} and the like) to which
 *                               the user said yes
 * @param comfyuiDirectory       where ComfyUI's {@code main.py} is; null for other kinds
 * @param python                 the interpreter; null: the installation's own is looked for
 * @param baseDirectory          ComfyUI's {@code --base-directory}: models, custom nodes and the rest are there; null: in ComfyUI
 * @param modelDirectories       shared directories of models, each laid out like ComfyUI's {@code models}
 * @param customNodesPath        an additional directory of custom nodes; null for none
 * @param outputDirectory        null: one of the instance's own
 * @param inputDirectory         null: one of the instance's own
 * @param userDirectory          null: one of the instance's own
 * @param extraArguments         appended to the server's command line
 * @param maxConcurrentWorkflows how many of our jobs may be at the server at once; at least 1
 * @param timeout                how long one workflow may take; positive
 * @param queueMonitoring        whether the server's queue is followed
 * @param autoStart              whether it is started with the program
 * @param restartPolicy          what is done when its process ends unasked
 * @param startDeadline          how long a start may take; positive
 * @param freeMemoryAfter        how long a server may be idle before it is asked to unload its models; zero: for ever
 * @param tags                   the user's own words to find and group it by; unique, without blanks
 * @param weight                 its share of the work where a strategy weighs instances; 1 to 100
 * @param unknown                members of the stored object that this version does not know; kept in a round trip
 */
public record InstanceConfiguration(String id, String name, String description, String kind, String listen, String host, int port,
		String gpuDevice, VramMode vramMode, Map<String, String> environment, List<String> secrets,
		List<String> confirmedVariables, @Nullable Path comfyuiDirectory, @Nullable Path python,
		@Nullable Path baseDirectory, List<Path> modelDirectories, @Nullable Path customNodesPath, @Nullable Path outputDirectory, @Nullable Path inputDirectory,
		@Nullable Path userDirectory, List<String> extraArguments, int maxConcurrentWorkflows, Duration timeout,
		boolean queueMonitoring, boolean autoStart, RestartPolicy restartPolicy, Duration startDeadline,
		Duration freeMemoryAfter, List<String> tags, int weight, JsonObject unknown) {

	/** A ComfyUI installed on this computer. */
	public static final String COMFYUI = "comfyui"; //$NON-NLS-1$
	/** The demo server that Creative Studio brings along. */
	public static final String EMBEDDED = "embedded"; //$NON-NLS-1$
	/** A server that somebody else starts and stops. */
	public static final String ATTACHED = "attached"; //$NON-NLS-1$

	public static final int DEFAULT_PORT = 8188;
	public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
	public static final Duration DEFAULT_START_DEADLINE = Duration.ofMinutes(5);
	/** Reached from this computer only: ComfyUI asks nobody who he is. */
	public static final String LOOPBACK = "127.0.0.1"; //$NON-NLS-1$

	public InstanceConfiguration {
		environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
		secrets = List.copyOf(secrets);
		confirmedVariables = List.copyOf(confirmedVariables);
		modelDirectories = List.copyOf(modelDirectories);
		extraArguments = List.copyOf(extraArguments);
		tags = List.copyOf(tags);
		unknown = unknown.deepCopy();
	}

	/** The members that this version does not know, as a copy. */
	@Override
	public JsonObject unknown() {
		return unknown.deepCopy();
	}

	/** Whether other computers can reach the server, which then serves everybody: ComfyUI has no authentication. */
	public boolean isOpenToNetwork() {
		return !listen.equals("localhost") && !listen.equals("::1") && !listen.startsWith("127."); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	/**
	 * Where the server is asked, without a trailing slash: {@code http://localhost:8188}. What came into the file and can be no host is
	 * encoded, and known to no network.
	 */
	public URI baseUri() {
		String authority = (host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host) + ':' + port; //$NON-NLS-1$
		try {
			URI uri = new URI("http://" + authority); //$NON-NLS-1$
			if (authority.equals(uri.getRawAuthority()))
				return uri;
		} catch (URISyntaxException e) {
			// is no host
		}
		return URI.create("http://" + URLEncoder.encode(host, StandardCharsets.UTF_8) + ':' + port); //$NON-NLS-1$
	}

	/** A builder with the defaults: ComfyUI on {@code localhost:8188}, device {@code auto}, one workflow at a time. */
	public static Builder builder(String id, String name) {
		return new Builder(id, name);
	}

	public Builder toBuilder() {
		Builder builder = new Builder(id, name);
		builder.description = description;
		builder.kind = kind;
		builder.listen = listen;
		builder.host = host;
		builder.port = port;
		builder.gpuDevice = gpuDevice;
		builder.vramMode = vramMode;
		builder.environment = environment;
		builder.secrets = secrets;
		builder.confirmedVariables = confirmedVariables;
		builder.comfyuiDirectory = comfyuiDirectory;
		builder.python = python;
		builder.baseDirectory = baseDirectory;
		builder.modelDirectories = modelDirectories;
		builder.customNodesPath = customNodesPath;
		builder.outputDirectory = outputDirectory;
		builder.inputDirectory = inputDirectory;
		builder.userDirectory = userDirectory;
		builder.extraArguments = extraArguments;
		builder.maxConcurrentWorkflows = maxConcurrentWorkflows;
		builder.timeout = timeout;
		builder.queueMonitoring = queueMonitoring;
		builder.autoStart = autoStart;
		builder.restartPolicy = restartPolicy;
		builder.startDeadline = startDeadline;
		builder.freeMemoryAfter = freeMemoryAfter;
		builder.tags = tags;
		builder.weight = weight;
		builder.unknown = unknown;
		return builder;
	}

	/** Collects the values of a configuration. Not thread-safe. */
	public static final class Builder {
		private String id;
		private String name;
		private String description = ""; //$NON-NLS-1$
		private String kind = COMFYUI;
		private String listen = LOOPBACK;
		private String host = "localhost"; //$NON-NLS-1$
		private int port = DEFAULT_PORT;
		private String gpuDevice = "auto"; //$NON-NLS-1$
		private VramMode vramMode = VramMode.AUTO;
		private Map<String, String> environment = Map.of();
		private List<String> secrets = List.of();
		private List<String> confirmedVariables = List.of();
		private @Nullable Path comfyuiDirectory;
		private @Nullable Path python;
		private @Nullable Path baseDirectory;
		private List<Path> modelDirectories = List.of();
		private @Nullable Path customNodesPath;
		private @Nullable Path outputDirectory;
		private @Nullable Path inputDirectory;
		private @Nullable Path userDirectory;
		private List<String> extraArguments = List.of();
		private int maxConcurrentWorkflows = 1;
		private Duration timeout = DEFAULT_TIMEOUT;
		private boolean queueMonitoring = true;
		private boolean autoStart;
		private RestartPolicy restartPolicy = RestartPolicy.ON_FAILURE;
		private Duration startDeadline = DEFAULT_START_DEADLINE;
		private Duration freeMemoryAfter = Duration.ZERO;
		private List<String> tags = List.of();
		private int weight = 1;
		private JsonObject unknown = new JsonObject();

		private Builder(String id, String name) {
			this.id = Objects.requireNonNull(id);
			this.name = Objects.requireNonNull(name);
		}

		public Builder id(String value) {
			this.id = value;
			return this;
		}

		public Builder name(String value) {
			this.name = value;
			return this;
		}

		public Builder description(String value) {
			this.description = value;
			return this;
		}

		public Builder kind(String value) {
			this.kind = value;
			return this;
		}

		public Builder listen(String value) {
			this.listen = value;
			return this;
		}

		public Builder host(String value) {
			this.host = value;
			return this;
		}

		public Builder port(int value) {
			this.port = value;
			return this;
		}

		public Builder gpuDevice(String value) {
			this.gpuDevice = value;
			return this;
		}

		public Builder vramMode(VramMode value) {
			this.vramMode = value;
			return this;
		}

		public Builder environment(Map<String, String> value) {
			this.environment = value;
			return this;
		}

		public Builder secrets(List<String> value) {
			this.secrets = value;
			return this;
		}

		public Builder confirmedVariables(List<String> value) {
			this.confirmedVariables = value;
			return this;
		}

		public Builder comfyuiDirectory(@Nullable Path value) {
			this.comfyuiDirectory = value;
			return this;
		}

		public Builder python(@Nullable Path value) {
			this.python = value;
			return this;
		}

		public Builder baseDirectory(@Nullable Path value) {
			this.baseDirectory = value;
			return this;
		}

		public Builder modelDirectories(List<Path> value) {
			this.modelDirectories = value;
			return this;
		}

		public Builder customNodesPath(@Nullable Path value) {
			this.customNodesPath = value;
			return this;
		}

		public Builder outputDirectory(@Nullable Path value) {
			this.outputDirectory = value;
			return this;
		}

		public Builder inputDirectory(@Nullable Path value) {
			this.inputDirectory = value;
			return this;
		}

		public Builder userDirectory(@Nullable Path value) {
			this.userDirectory = value;
			return this;
		}

		public Builder extraArguments(List<String> value) {
			this.extraArguments = value;
			return this;
		}

		public Builder maxConcurrentWorkflows(int value) {
			this.maxConcurrentWorkflows = value;
			return this;
		}

		public Builder timeout(Duration value) {
			this.timeout = value;
			return this;
		}

		public Builder queueMonitoring(boolean value) {
			this.queueMonitoring = value;
			return this;
		}

		public Builder autoStart(boolean value) {
			this.autoStart = value;
			return this;
		}

		public Builder restartPolicy(RestartPolicy value) {
			this.restartPolicy = value;
			return this;
		}

		public Builder startDeadline(Duration value) {
			this.startDeadline = value;
			return this;
		}

		public Builder freeMemoryAfter(Duration value) {
			this.freeMemoryAfter = value;
			return this;
		}

		public Builder tags(List<String> value) {
			this.tags = value;
			return this;
		}

		public Builder weight(int value) {
			this.weight = value;
			return this;
		}

		public Builder unknown(JsonObject value) {
			this.unknown = value;
			return this;
		}

		public InstanceConfiguration build() {
			return new InstanceConfiguration(id, name, description, kind, listen, host, port, gpuDevice, vramMode, environment, secrets,
					confirmedVariables, comfyuiDirectory, python, baseDirectory, modelDirectories, customNodesPath, outputDirectory, inputDirectory,
					userDirectory, extraArguments, maxConcurrentWorkflows, timeout, queueMonitoring, autoStart, restartPolicy,
					startDeadline, freeMemoryAfter, tags, weight, unknown);
		}
	}
}
