// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.workflow.JobHandle;
import org.creativestudio.comfyui.workflow.JobListener;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.internal.JobService;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonParser;

/**
 * {@code JobProgram HOME PORTS FIRST COUNT GRAPH}: a program with jobs, to be killed. Queues COUNT runs of a graph, with the seeds from
 * FIRST on, cares for all jobs of the home, and prints a line for each change of a job: its id, state and instance; {@code KNOWN} instead
 * of the state for one that had ended before. A job is told of when it is on disk. Ends with its standard input.
 */
public final class JobProgram {

	private JobProgram() {
	}

	public static void main(String[] arguments) throws IOException {
		List<Integer> ports = Stream.of(arguments[1].split(",")).map(Integer::valueOf).toList(); //$NON-NLS-1$
		Workflow workflow = new Workflow("job.json", Workflow.Format.API, //$NON-NLS-1$
				JsonParser.parseString(Files.readString(Path.of(arguments[4]))).getAsJsonObject(), null);
		try (FixedFleet fleet = new FixedFleet(ports, 1);
				JobService service = new JobService(fleet, fleet, new StudioHome(Path.of(arguments[0])), Clock.systemUTC())) {
			service.addListener(new JobListener() {
				@Override
				public void jobChanged(@Nullable JobSnapshot before, @Nullable JobSnapshot after) {
					if (after != null && (before == null || before.state() != after.state()))
						System.out.println(after.id() + ' ' + (before == null && after.state().isFinal() ? "KNOWN" : after.state().name()) //$NON-NLS-1$
								+ ' ' + after.instanceId());
				}
			});
			service.attend();
			List<JobHandle> jobs = new ArrayList<>();
			long first = Long.parseLong(arguments[2]);
			for (int i = 0; i < Integer.parseInt(arguments[3]); i++)
				jobs.add(service.execute(workflow, WorkflowOptions.defaults().seed(first + i)));
			while (System.in.read() >= 0) {
				// its parent lives
			}
		}
	}

	/** Starts one, with everything on its class path that it needs, in or outside of OSGi. */
	public static Process start(Path home, List<Integer> ports, long first, int count, Path graph, Path errors) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		command.addAll(List.of("-Xmx256m", "-cp", classPath(), JobProgram.class.getName(), home.toString(), //$NON-NLS-1$ //$NON-NLS-2$
				String.join(",", ports.stream().map(String::valueOf).toList()), Long.toString(first), Integer.toString(count), graph.toString())); //$NON-NLS-1$
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
	}

	private static String classPath() {
		Set<String> places = new LinkedHashSet<>();
		add(JobProgram.class, places);
		add(JobService.class, places);
		add(InstanceManager.class, places);
		add(ComfyClient.class, places);
		// Bundles see what they import and no more, so each is asked for what it works with, and what was found is asked as well.
		List<Class<?>> bundles = new ArrayList<>(List.of(ComfyClient.class, JobService.class, InstanceManager.class));
		for (String name : List.of("com.google.gson.Gson", "org.apache.hc.client5.http.classic.HttpClient", "org.apache.hc.core5.http.HttpEntity", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				"org.apache.hc.core5.http2.HttpVersionPolicy", "org.slf4j.Logger", "org.eclipse.osgi.util.NLS", "org.eclipse.core.runtime.IStatus", "org.osgi.framework.Bundle")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
			for (Class<?> bundle : List.copyOf(bundles))
				try {
					Class<?> found = Class.forName(name, false, bundle.getClassLoader());
					add(found, places);
					bundles.add(found);
					break;
				} catch (ClassNotFoundException e) {
					continue; // another one knows it, or nobody needs it
				}
		places.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator))); //$NON-NLS-1$
		return String.join(File.pathSeparator, places);
	}

	private static void add(Class<?> type, Set<String> places) {
		Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
		Path classes = place.resolve("target").resolve("classes"); //$NON-NLS-1$ //$NON-NLS-2$
		places.add((Files.isDirectory(classes) ? classes : place).toString());
	}
}
