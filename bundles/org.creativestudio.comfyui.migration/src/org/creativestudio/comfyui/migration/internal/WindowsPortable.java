// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;

/** ComfyUI as it is downloaded for Windows: a directory with a Python of its own and scripts that start it. */
final class WindowsPortable implements Source {

	private static final String PYTHON = "python_embeded"; // sic //$NON-NLS-1$
	/** As they come; users' copies have other names. The first that is there is what the user has used. */
	private static final List<String> DELIVERED = List.of("run_nvidia_gpu.bat", "run_amd_gpu.bat", //$NON-NLS-1$ //$NON-NLS-2$
			"run_nvidia_gpu_fast_fp16_accumulation.bat", "run_cpu.bat"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final String DIRECTORY = "ComfyUI_windows_portable"; //$NON-NLS-1$

	private record Script(String name, Bat content) {
	}

	@Override
	public String id() {
		return "windows-portable"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "ComfyUI portable"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		List<Path> places = new ArrayList<>();
		for (String parent : List.of("", "Downloads", "Desktop", "Documents")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			places.add(computer.home().resolve(parent).resolve(DIRECTORY));
		if (computer.os() == Os.WINDOWS)
			computer.path("C:\\" + DIRECTORY, null, DIRECTORY, new Notes()).ifPresent(places::add); //$NON-NLS-1$
		return places;
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		return root(place).map(root -> read(root.toAbsolutePath().normalize(), new Setup(this, root, computer)));
	}

	/** Where {@value #PYTHON} is: the place or one level down. */
	private static Optional<Path> root(Path place) {
		if (Texts.isDirectory(place.resolve(PYTHON)))
			return Optional.of(place);
		return Texts.children(place).stream().filter(child -> Texts.isDirectory(child.resolve(PYTHON))).findFirst();
	}

	private static FoundSetup read(Path root, Setup setup) {
		Optional<Installation> found = Installation.at(root);
		if (found.isEmpty()) {
			setup.note(NLS.bind(Messages.windowsPortable_thereNoComfyuiMain, root));
			return setup.found();
		}
		Path python = Installation.pythonIn(root.resolve(PYTHON));
		Installation installation = new Installation(found.get().directory(), python != null ? python : found.get().python());
		List<Script> scripts = scripts(root, setup);
		if (scripts.isEmpty())
			setup.active(setup.add("", "ComfyUI portable").installation(installation)); //$NON-NLS-1$ //$NON-NLS-2$
		for (Script script : scripts) {
			Part part = setup.add(script.name(), scripts.size() == 1 ? "ComfyUI portable" : "ComfyUI portable " + title(script.name())) //$NON-NLS-1$ //$NON-NLS-2$
					.installation(installation);
			part.environment(script.content().variables()).arguments(script.content().arguments(), root);
			if (script == scripts.get(0))
				setup.active(part);
		}
		return setup.found();
	}

	/** The delivered script that counts, and those of the user. */
	private static List<Script> scripts(Path root, Setup setup) {
		List<Script> delivered = new ArrayList<>();
		List<Script> own = new ArrayList<>();
		for (Path file : Texts.children(root)) {
			String name = Texts.fileName(file);
			if (!name.toLowerCase(Locale.ROOT).endsWith(".bat") || !Texts.isFile(file)) //$NON-NLS-1$
				continue;
			Texts.read(file, setup.notes()).flatMap(Bat::parse)
					.ifPresent(content -> (DELIVERED.contains(name) ? delivered : own).add(new Script(name, content)));
		}
		delivered.sort((a, b) -> DELIVERED.indexOf(a.name()) - DELIVERED.indexOf(b.name()));
		if (delivered.size() > 1)
			delivered.subList(1, delivered.size()).forEach(
					script -> setup.note(NLS.bind(Messages.windowsPortable_startsSameComfyuiAnother, script.name())));
		List<Script> all = new ArrayList<>(delivered.subList(0, Math.min(1, delivered.size())));
		all.addAll(own);
		return all;
	}

	private static String title(String script) {
		return script.substring(0, script.length() - ".bat".length()).replace('_', ' ').strip(); //$NON-NLS-1$
	}
}
