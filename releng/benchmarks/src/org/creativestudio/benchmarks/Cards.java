// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.creativestudio.benchmarks.Runs.Outcome;
import org.creativestudio.benchmarks.Runs.Program;

/** What the Instances view costs with few and many instances that change all the time. Needs a display. */
final class Cards {

	private static final int FEW = 10;
	private static final int SOME = 50;
	private static final int MANY = 100;
	private static final double FRAME_LIMIT_MS = 16;
	private static final double OPEN_LIMIT = 2;
	/** Of the frames. */
	private static final double MOST = 0.95;

	private Cards() {
	}

	/** @param count the largest number of instances */
	static Table measure(Product product, int count) throws IOException, InterruptedException {
		Table table = new Table("Instances view, each instance changing 5 times a second; each line is one program", "ms"); //$NON-NLS-1$ //$NON-NLS-2$
		TreeMap<Integer, Map<String, double[]>> found = new TreeMap<>();
		for (int size : new int[] { FEW, SOME, MANY, count })
			found.put(size, run(product, size));
		double few = Table.median(values(found, FEW, "open")); //$NON-NLS-1$
		found.forEach((size, values) -> table.add("opening, " + size + " instances", values(found, size, "open"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				Table.median(values(found, size, "open")) / few, size == count ? OPEN_LIMIT : null)); //$NON-NLS-1$
		found.forEach((size, values) -> {
			double[] work = halfMostAll(values(found, size, "work")); //$NON-NLS-1$
			table.add("work of a frame, " + size + " instances: half of them, 95 %, all", work, work[1] / FRAME_LIMIT_MS, //$NON-NLS-1$ //$NON-NLS-2$
					size == count ? 1.0 : null);
		});
		found.forEach((size, values) -> table.add("the same with waiting for the screen, " + size + " instances", //$NON-NLS-1$ //$NON-NLS-2$
				halfMostAll(values(found, size, "frames")))); //$NON-NLS-1$
		found.forEach((size, values) -> table.add("UI thread, " + size + " instances, % of a processor", values(found, size, "use"))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		double some = values(found, SOME, "handles")[0]; //$NON-NLS-1$
		found.forEach((size, values) -> table.add("widgets and resources, " + size + " instances", values(found, size, "handles"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				values(found, size, "handles")[0] / some, size == count ? 1.0 : null)); //$NON-NLS-1$
		found.forEach((size, values) -> table.add("heap, " + size + " instances, MiB", values(found, size, "heap"))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		found.forEach((size, values) -> table.note(String.format("%d instances: %.0f changes a second arrived; %.0f paintings in %d frames", size, //$NON-NLS-1$
				values(found, size, "changes")[0], values(found, size, "paints")[0], values(found, size, "frames").length))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return table;
	}

	private static double[] halfMostAll(double[] frames) {
		Arrays.sort(frames);
		return new double[] { Table.median(frames), frames[(int) Math.ceil(frames.length * MOST) - 1], frames[frames.length - 1] };
	}

	private static double[] values(Map<Integer, Map<String, double[]>> found, int size, String name) {
		double[] values = found.getOrDefault(size, Map.of()).get(name);
		if (values == null)
			throw new IllegalStateException("nothing was measured of " + name); //$NON-NLS-1$
		return values.clone();
	}

	private static Map<String, double[]> run(Product product, int size) throws IOException, InterruptedException {
		Path options = Files.writeString(product.scratch().resolve("tracing.options"), //$NON-NLS-1$
				"org.eclipse.ui/debug=true\norg.eclipse.ui/trace/graphics=true\n"); //$NON-NLS-1$
		Path home = Fleet.stopped(product.scratch(), 1);
		List<String> command = product.withBenchmarks(
				List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-D" + CardsProbe.PROPERTY + '=' + size), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				List.of("-debug", options.toString(), "-data", product.scratch().resolve("workspace-cards").toString(), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
						"-clearPersistedState", "-perspective", "org.creativestudio.comfyui.ui.perspective")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		Outcome outcome = new Runs(product.scratch())
				.once(new Program(command, Map.of("CREATIVE_STUDIO_HOME", home.toString()), Duration.ofMinutes(3), any -> 0)); //$NON-NLS-1$
		String line = outcome.output().lines().filter(text -> text.startsWith(CardsProbe.MARK)).findFirst()
				.orElseThrow(() -> new IOException("the workbench ended before it was measured: " + outcome.output())); //$NON-NLS-1$
		Map<String, double[]> values = new HashMap<>();
		for (String part : line.substring(CardsProbe.MARK.length()).split(";")) { //$NON-NLS-1$
			String[] pair = part.split("="); //$NON-NLS-1$
			values.put(pair[0], Arrays.stream(pair[1].split(",")).mapToDouble(Double::parseDouble).toArray()); //$NON-NLS-1$
		}
		return values;
	}
}
