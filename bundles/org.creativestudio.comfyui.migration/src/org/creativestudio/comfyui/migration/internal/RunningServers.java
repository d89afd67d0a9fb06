// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.SystemStats;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/** Asks this computer's usual ports for a ComfyUI that somebody else started. */
final class RunningServers {

	private static final System.Logger LOG = System.getLogger(RunningServers.class.getName());
	/** Id of this kind of set-up. */
	static final String ID = "running"; //$NON-NLS-1$
	/** Of ComfyUI and of its desktop application. */
	static final List<Integer> USUAL_PORTS = IntStream.concat(IntStream.rangeClosed(8188, 8199), IntStream.rangeClosed(8000, 8010)).boxed().toList();

	private static final Duration CONNECT = Duration.ofMillis(500);
	private static final Duration ANSWER = Duration.ofSeconds(2);
	private static final long MAX_BYTES = 1 << 20;

	private final List<Integer> ports;

	RunningServers(List<Integer> ports) {
		this.ports = List.copyOf(ports);
	}

	/**
	 * Asks all ports at once.
	 *
	 * @param ours ports that are not asked
	 * @return one set-up for each server; completes after a short deadline, never fails
	 */
	CompletableFuture<List<FoundSetup>> find(Set<Integer> ours) {
		List<CompletableFuture<@Nullable FoundSetup>> answers = ports.stream().filter(port -> !ours.contains(port)).map(RunningServers::ask).toList();
		return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
				.thenApply(done -> answers.stream().map(CompletableFuture::join).filter(Objects::nonNull).map(FoundSetup.class::cast).toList());
	}

	private static CompletableFuture<@Nullable FoundSetup> ask(int port) {
		ClientOptions options = ClientOptions.of(URI.create("http://127.0.0.1:" + port)).connectTimeout(CONNECT).requestTimeout(ANSWER) //$NON-NLS-1$
				.maxJsonBytes(MAX_BYTES);
		CompletableFuture<@Nullable FoundSetup> answer = new CompletableFuture<>();
		Thread.ofVirtual().name("ask-port-" + port).start(() -> { //$NON-NLS-1$
			try (ComfyClient client = ComfyClient.create(options)) {
				SystemStats stats = client.systemStats().get(CONNECT.plus(ANSWER).toMillis(), TimeUnit.MILLISECONDS);
				answer.complete(isComfy(stats) ? found(port, stats) : null);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			} catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException | RuntimeException e) {
				LOG.log(Level.DEBUG, "Nobody, or something else, is at port " + port, e); //$NON-NLS-1$
			} finally {
				answer.complete(null); // unless it was found, and whatever happened
			}
		});
		return answer;
	}

	private static boolean isComfy(SystemStats stats) {
		return stats.comfyuiVersion() != null || !stats.devices().isEmpty() && stats.raw().has("system"); //$NON-NLS-1$
	}

	private static FoundSetup found(int port, SystemStats stats) {
		JsonObject unknown = new JsonObject();
		new Origin(ID, "localhost:" + port, port).addTo(unknown); //$NON-NLS-1$
		String version = stats.comfyuiVersion();
		InstanceConfiguration instance = InstanceConfiguration.builder(Part.NO_ID, NLS.bind(Messages.runningServers_comfyuiPort, port))
				.kind(InstanceConfiguration.ATTACHED).port(port).comfyuiDirectory(directory(stats.argv())).unknown(unknown).build();
		List<String> notes = new ArrayList<>();
		notes.add(NLS.bind(Messages.runningServers_startedSomebodyElseGoes,
				version == null || !version.matches("[\\w.+-]{1,40}") ? "" : NLS.bind(Messages.runningServers_version, version))); //$NON-NLS-1$ //$NON-NLS-2$
		return new FoundSetup(ID, Messages.runningServers_runningServer, null, List.of(instance), null, false, notes);
	}

	/** The directory whose models and settings it uses, where its command line tells; null when it does not. */
	static @Nullable Path directory(List<String> argv) {
		try {
			for (int i = 0; i + 1 < argv.size(); i++)
				if (argv.get(i).equals("--base-directory") && Path.of(argv.get(i + 1)).isAbsolute()) //$NON-NLS-1$
					return Path.of(argv.get(i + 1)).normalize();
			for (String word : argv)
				if (Words.isMain(word) && Path.of(word).isAbsolute())
					return Path.of(word).normalize().getParent();
		} catch (InvalidPathException e) {
			return null; // it runs somewhere else, behind a tunnel
		}
		return null;
	}
}
