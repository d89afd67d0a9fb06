// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.migration.internal.Computer;
import org.creativestudio.comfyui.migration.internal.Os;
import org.creativestudio.comfyui.migration.internal.Source;

/**
 * The readers of what other programs know of ComfyUI. The first character of an input says which file of which program the rest is: a
 * small letter on Linux, a capital on Windows. They take everything, so that whatever they throw is a finding.
 */
public final class FuzzedMigration {

	/**
	 * A file of a program.
	 *
	 * @param source id of its reader
	 * @param file   below the home
	 * @param place  what the reader is given
	 */
	private record Entry(String source, String file, String place) {
	}

	private static final List<Entry> ENTRIES = List.of(
			new Entry("creative-studio-1", "cs1/comfyui_instances.json", "cs1"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("creative-studio-1", "cs0/comfyui-config", "cs0"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("comfy-desktop-2", "d2/installations.json", "d2"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("comfy-desktop-2", "d2p/comfy-procs/b2.json", "d2p"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("comfyui-desktop", "d1/config.json", "d1"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("comfyui-desktop", "d1y/extra_models_config.yaml", "d1y"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("comfyui-desktop", "base/user/default/comfy.settings.json", "d1s"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("comfy-cli", "cli/config.ini", "cli"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("stability-matrix", "sm/settings.json", "sm"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("stability-matrix", "smp/library.json", "smp"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("swarmui", "swarm/Data/Backends.fds", "swarm"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("windows-portable", "portable/run_x.bat", "portable"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("krita-ai-diffusion", "krita/settings.json", "krita"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			new Entry("comfyui-distributed", "base/custom_nodes/ComfyUI-Distributed/gpu_config.json", //$NON-NLS-1$ //$NON-NLS-2$
					"base/custom_nodes/ComfyUI-Distributed/gpu_config.json"), //$NON-NLS-1$
			new Entry("comfyui", "other/extra_model_paths.yaml", "other")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

	private static final Path ROOT = FuzzFiles.directory().resolve("tree"); //$NON-NLS-1$
	private static final Path HOME = ROOT.resolve("home").resolve("me"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final Computer LINUX = new Computer(Os.LINUX, Map.of("HOME", "/home/me"), HOME, ROOT); //$NON-NLS-1$ //$NON-NLS-2$
	private static final Computer WINDOWS = new Computer(Os.WINDOWS,
			Map.of("APPDATA", "C:\\Users\\me\\AppData\\Roaming", "USERPROFILE", "C:\\Users\\me"), HOME, ROOT); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$

	private FuzzedMigration() {
	}

	/** What stands around the files: installations, and other files of their programs. */
	public static void fuzzerInitialize() throws IOException {
		Set<String> known = new HashSet<>();
		Source.ALL.forEach(source -> known.add(source.id()));
		for (Entry entry : ENTRIES)
			known.remove(entry.source);
		if (!known.isEmpty())
			throw new IllegalStateException("no inputs are made for " + known); //$NON-NLS-1$
		for (String comfy : List.of("base", "other", "portable/ComfyUI", "sm/Packages/ComfyUI", "swarm/dlbackend/ComfyUI")) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
			put(comfy + "/main.py", ""); //$NON-NLS-1$ //$NON-NLS-2$
			Files.createDirectories(HOME.resolve(comfy).resolve("comfy")); //$NON-NLS-1$
			put(comfy + "/venv/bin/python3", ""); //$NON-NLS-1$ //$NON-NLS-2$
		}
		put("d2p/installations.json", "[{\"id\":\"b2\",\"name\":\"B\",\"installPath\":\"/home/me/base\",\"status\":\"installed\"}]"); //$NON-NLS-1$ //$NON-NLS-2$
		put("d1y/config.json", "{\"installState\":\"installed\"}"); //$NON-NLS-1$ //$NON-NLS-2$
		put("d1s/config.json", "{\"basePath\":\"/home/me/base\",\"installState\":\"installed\"}"); //$NON-NLS-1$ //$NON-NLS-2$
		for (Entry entry : ENTRIES)
			Files.createDirectories(HOME.resolve(entry.file).getParent());
	}

	private static void put(String file, String content) throws IOException {
		Files.createDirectories(HOME.resolve(file).getParent());
		Files.writeString(HOME.resolve(file), content);
	}

	public static void fuzzerTestOneInput(byte[] data) throws IOException {
		if (data.length == 0) {
			FuzzMeter.skip();
			return;
		}
		boolean windows = Character.isUpperCase(data[0]);
		Entry entry = ENTRIES.get(Math.floorMod(Character.toLowerCase(data[0]) - 'a', ENTRIES.size()));
		Path file = Files.write(HOME.resolve(entry.file), Arrays.copyOfRange(data, 1, data.length));
		try {
			FuzzMeter.measure(() -> read(entry, windows ? WINDOWS : LINUX));
		} finally {
			// It must not be seen with the next one.
			Files.delete(file);
		}
	}

	private static void read(Entry entry, Computer computer) {
		for (Source source : Source.ALL)
			if (source.id().equals(entry.source))
				source.read(HOME.resolve(entry.place), computer);
	}

	public static void fuzzerTearDown() {
		FuzzMeter.end();
	}

	/** For the measurement of memory: the file as each of the files. */
	public static void read(Path file) throws IOException {
		fuzzerInitialize();
		for (Entry entry : ENTRIES) {
			Path copy = Files.copy(file, HOME.resolve(entry.file), StandardCopyOption.REPLACE_EXISTING);
			read(entry, LINUX);
			Files.delete(copy);
		}
	}
}
