// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceConfiguration.Builder;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What can be said of the directories and files of a configuration by their names alone.
 *
 * @param findings gets what is found
 */
record PathCheck(InstanceConfiguration instance, Collection<InstanceConfiguration> others, List<Finding> findings) {

	private static final int MOST_MODEL_DIRECTORIES = 100;

	/** A path of a configuration, in the user's words. */
	record Named(Field field, String words, boolean written, Function<InstanceConfiguration, @Nullable Path> get,
			BiFunction<Builder, @Nullable Path, Builder> set) {
	}

	/** All but the model directories. */
	static final List<Named> PATHS = List.of(
			new Named(Field.COMFYUI_DIRECTORY, "ComfyUI directory", false, InstanceConfiguration::comfyuiDirectory, Builder::comfyuiDirectory), //$NON-NLS-1$
			new Named(Field.PYTHON, "Python", false, InstanceConfiguration::python, Builder::python), //$NON-NLS-1$
			new Named(Field.BASE_DIRECTORY, "base directory", true, InstanceConfiguration::baseDirectory, Builder::baseDirectory), //$NON-NLS-1$
			new Named(Field.CUSTOM_NODES_PATH, "custom nodes path", false, InstanceConfiguration::customNodesPath, Builder::customNodesPath), //$NON-NLS-1$
			new Named(Field.OUTPUT_DIRECTORY, "output directory", true, InstanceConfiguration::outputDirectory, Builder::outputDirectory), //$NON-NLS-1$
			new Named(Field.INPUT_DIRECTORY, "input directory", true, InstanceConfiguration::inputDirectory, Builder::inputDirectory), //$NON-NLS-1$
			new Named(Field.USER_DIRECTORY, "user directory", true, InstanceConfiguration::userDirectory, Builder::userDirectory)); //$NON-NLS-1$

	void check() {
		for (Named named : PATHS)
			if (named.get.apply(instance) instanceof Path path)
				check(named, path);
		if (instance.modelDirectories().size() > MOST_MODEL_DIRECTORIES)
			error(Field.MODEL_DIRECTORIES, "There are more than " + MOST_MODEL_DIRECTORIES + " model directories.", null); //$NON-NLS-1$ //$NON-NLS-2$
		for (Path directory : instance.modelDirectories())
			if (PathRules.HERE.problem(directory.toString()) instanceof String problem)
				error(Field.MODEL_DIRECTORIES, "The model directory " + Shown.text(directory) + ' ' + problem + ". Use an absolute path without '..'.", //$NON-NLS-1$ //$NON-NLS-2$
						new Fix("Leave it out", configuration -> configuration.toBuilder() //$NON-NLS-1$
								.modelDirectories(configuration.modelDirectories().stream().filter(other -> !other.equals(directory)).toList()).build()));
		for (InstanceConfiguration other : others) {
			shared(other, Field.OUTPUT_DIRECTORY);
			shared(other, Field.USER_DIRECTORY);
		}
	}

	private void check(Named named, Path path) {
		String problem = PathRules.HERE.problem(path.toString());
		if (problem != null)
			error(named.field, "The " + named.words + ' ' + Shown.text(path) + ' ' + problem + ". Use an absolute path without '..'.", fix(named, path)); //$NON-NLS-1$ //$NON-NLS-2$
		else if (named.written && PathRules.HERE.isSystem(path))
			error(named.field, "The " + named.words + ' ' + path + " is the system's. Choose one of your own.", //$NON-NLS-1$ //$NON-NLS-2$
					new Fix("Use a directory of its own", configuration -> named.set.apply(configuration.toBuilder(), null).build())); //$NON-NLS-1$
	}

	/** What was probably meant. */
	private static @Nullable Fix fix(Named named, Path path) {
		try {
			Path meant = path.startsWith("~") //$NON-NLS-1$
					? Path.of(System.getProperty("user.home")).resolve(path.subpath(0, path.getNameCount()).toString().replaceFirst("^~/?", "")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					: path.normalize();
			if (PathRules.HERE.problem(meant.toString()) == null && !(named.written && PathRules.HERE.isSystem(meant)))
				return new Fix("Use " + meant, configuration -> named.set.apply(configuration.toBuilder(), meant).build()); //$NON-NLS-1$
		} catch (InvalidPathException e) {
			return null;
		}
		return null;
	}

	private void error(Field field, String message, @Nullable Fix fix) {
		findings.add(new Finding(Severity.ERROR, field, message, fix));
	}

	private void shared(InstanceConfiguration other, Field field) {
		Named named = PATHS.stream().filter(path -> path.field == field).findFirst().orElseThrow();
		if (named.get.apply(instance) instanceof Path mine && named.get.apply(other) instanceof Path theirs && overlap(mine, theirs))
			findings.add(shared(named, other, mine.equals(theirs) ? "" : " (" + theirs + ')')); //$NON-NLS-1$ //$NON-NLS-2$
	}

	static boolean overlap(Path one, Path other) {
		return PathRules.HERE.isIn(one, other) || PathRules.HERE.isIn(other, one);
	}

	/** @param how the other one's directory, where it has another name */
	static Finding shared(Named named, InstanceConfiguration other, String how) {
		String message = named.field == Field.OUTPUT_DIRECTORY
				? "The instance '" + other.name() + "' writes into the same output directory" + how + ": two servers overwrite each other's files." //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
				: "The instance '" + other.name() + "' has the same user directory" + how + ": settings and workflows of both mix."; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return new Finding(Severity.WARNING, named.field, message,
				new Fix("Use a directory of its own", configuration -> named.set.apply(configuration.toBuilder(), null).build())); //$NON-NLS-1$
	}
}
