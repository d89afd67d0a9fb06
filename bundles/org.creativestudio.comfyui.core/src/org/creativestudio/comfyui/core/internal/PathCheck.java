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
import org.eclipse.osgi.util.NLS;

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
			new Named(Field.COMFYUI_DIRECTORY, Messages.pathCheck_comfyuiDirectory, false, InstanceConfiguration::comfyuiDirectory,
					Builder::comfyuiDirectory),
			new Named(Field.PYTHON, "Python", false, InstanceConfiguration::python, Builder::python), //$NON-NLS-1$
			new Named(Field.BASE_DIRECTORY, Messages.pathCheck_baseDirectory, true, InstanceConfiguration::baseDirectory, Builder::baseDirectory),
			new Named(Field.CUSTOM_NODES_PATH, Messages.pathCheck_customNodesPath, false, InstanceConfiguration::customNodesPath,
					Builder::customNodesPath),
			new Named(Field.OUTPUT_DIRECTORY, Messages.pathCheck_outputDirectory, true, InstanceConfiguration::outputDirectory,
					Builder::outputDirectory),
			new Named(Field.INPUT_DIRECTORY, Messages.pathCheck_inputDirectory, true, InstanceConfiguration::inputDirectory,
					Builder::inputDirectory),
			new Named(Field.USER_DIRECTORY, Messages.pathCheck_userDirectory, true, InstanceConfiguration::userDirectory, Builder::userDirectory));

	void check() {
		for (Named named : PATHS)
			if (named.get.apply(instance) instanceof Path path)
				check(named, path);
		if (instance.modelDirectories().size() > MOST_MODEL_DIRECTORIES)
			error(Field.MODEL_DIRECTORIES, NLS.bind(Messages.pathCheck_thereMoreThanModel, MOST_MODEL_DIRECTORIES), null);
		for (Path directory : instance.modelDirectories())
			if (PathRules.HERE.problem(directory.toString()) instanceof String problem)
				error(Field.MODEL_DIRECTORIES, NLS.bind(Messages.pathCheck_modelDirectoryUseAbsolute, Shown.text(directory), problem),
						new Fix(Messages.pathCheck_leaveOut, configuration -> configuration.toBuilder()
								.modelDirectories(configuration.modelDirectories().stream().filter(other -> !other.equals(directory)).toList()).build()));
		for (InstanceConfiguration other : others) {
			shared(other, Field.OUTPUT_DIRECTORY);
			shared(other, Field.USER_DIRECTORY);
		}
	}

	private void check(Named named, Path path) {
		String problem = PathRules.HERE.problem(path.toString());
		if (problem != null)
			error(named.field, NLS.bind(Messages.pathCheck_useAbsolutePathWithout,
					new Object[] { named.words, Shown.text(path), problem }), fix(named, path));
		else if (named.written && PathRules.HERE.isSystem(path))
			error(named.field, NLS.bind(Messages.pathCheck_systemChooseOneYour, named.words, path),
					new Fix(Messages.pathCheck_useDirectoryItsOwn, configuration -> named.set.apply(configuration.toBuilder(), null).build()));
	}

	/** What was probably meant. */
	private static @Nullable Fix fix(Named named, Path path) {
		try {
			Path meant = path.startsWith("~") //$NON-NLS-1$
					? Path.of(System.getProperty("user.home")).resolve(path.subpath(0, path.getNameCount()).toString().replaceFirst("^~/?", "")) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					: path.normalize();
			if (PathRules.HERE.problem(meant.toString()) == null && !(named.written && PathRules.HERE.isSystem(meant)))
				return new Fix(NLS.bind(Messages.pathCheck_use, meant), configuration -> named.set.apply(configuration.toBuilder(), meant).build());
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
				? NLS.bind(Messages.pathCheck_instanceWritesIntoSame, other.name(), how)
				: NLS.bind(Messages.pathCheck_instanceSameUserDirectory, other.name(), how);
		return new Finding(Severity.WARNING, named.field, message,
				new Fix(Messages.pathCheck_useDirectoryItsOwn, configuration -> named.set.apply(configuration.toBuilder(), null).build()));
	}
}
