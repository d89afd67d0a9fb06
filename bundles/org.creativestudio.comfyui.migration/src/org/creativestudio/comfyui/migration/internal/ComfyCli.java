// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.eclipse.osgi.util.NLS;

/** comfy-cli: an INI file that names workspaces and the server in the background. */
final class ComfyCli implements Source {

	private static final String FILE = "config.ini"; //$NON-NLS-1$
	private static final Pattern BACKGROUND = Pattern.compile("\\(\\s*['\"]([^'\"]{1,253})['\"]\\s*,\\s*['\"]?(\\d{1,5})['\"]?\\s*,\\s*['\"]?(\\d{1,10})['\"]?\\s*\\)"); //$NON-NLS-1$

	@Override
	public String id() {
		return "comfy-cli"; //$NON-NLS-1$
	}

	@Override
	public String name() {
		return "comfy-cli"; //$NON-NLS-1$
	}

	@Override
	public Collection<Path> places(Computer computer, Collection<Path> comfyDirectories) {
		return List.of((computer.os() == Os.WINDOWS ? computer.localData() : computer.applicationData()).resolve("comfy-cli")); //$NON-NLS-1$
	}

	@Override
	public Optional<FoundSetup> read(Path place, Computer computer) {
		return Source.file(place, FILE).map(file -> {
			Setup setup = new Setup(this, file, computer);
			Texts.read(file, setup.notes()).ifPresent(text -> read(Ini.section(text, "DEFAULT"), setup)); //$NON-NLS-1$
			return setup.found();
		});
	}

	private static void read(Map<String, String> config, Setup setup) {
		config.keySet().stream().filter(Secrets::isSecret).forEach(name -> setup.note(NLS.bind(Messages.comfyCli_secretDoesNotCome, name)));
		List<String> extras = Words.split(config.getOrDefault("default_launch_extras", ""), setup.computer().os()); //$NON-NLS-1$ //$NON-NLS-2$
		for (Path workspace : workspaces(config, setup)) {
			Optional<Installation> found = Installation.at(workspace);
			Part part = setup.add(workspace.toString(), "ComfyUI (comfy-cli)"); //$NON-NLS-1$
			found.ifPresentOrElse(part::installation,
					() -> part.comfyui(workspace).note(NLS.bind(Messages.comfyCli_thereNoComfyuiMain, workspace)));
			part.arguments(extras, workspace);
			background(config.getOrDefault("background", ""), part); //$NON-NLS-1$ //$NON-NLS-2$
			setup.active(part);
			return; // the others are told of
		}
		setup.note(Messages.comfyCli_namesNoWorkspace);
	}

	/** The one that is started when nothing else is said comes first. */
	private static List<Path> workspaces(Map<String, String> config, Setup setup) {
		Set<Path> workspaces = new LinkedHashSet<>();
		for (String name : List.of("default_workspace", "recent_workspace")) //$NON-NLS-1$ //$NON-NLS-2$
			setup.path(config.getOrDefault(name, ""), null, name.replace('_', ' ')).ifPresent(workspaces::add); //$NON-NLS-1$
		if (workspaces.isEmpty()) {
			Path usual = setup.computer().home().resolve(setup.computer().os() == Os.LINUX ? "comfy" : "Documents/comfy").resolve("ComfyUI"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			if (Installation.isComfy(usual))
				workspaces.add(usual);
		}
		List<Path> all = new ArrayList<>(workspaces);
		all.stream().skip(1).forEach(other -> setup.note(NLS.bind(Messages.comfyCli_workspaceUsedLastBut, other)));
		return all;
	}

	private static void background(String text, Part part) {
		Matcher tuple = BACKGROUND.matcher(text);
		if (tuple.matches() && !part.hasPort())
			part.port(Integer.parseInt(tuple.group(2)));
	}
}
