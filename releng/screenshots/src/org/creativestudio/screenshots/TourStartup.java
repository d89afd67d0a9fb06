// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.screenshots;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.ui.IStartup;

/**
 * Begins the tour when the workbench is open and ends the program after it: exit code 0, or 1 when a picture could not be taken. The
 * script sets the properties.
 */
public final class TourStartup implements IStartup {

	/** Where the pictures go; without it nothing is done. */
	private static final String DIRECTORY = "creativestudio.screenshots"; //$NON-NLS-1$
	/** Where the sample workflows are. */
	private static final String SAMPLES = "creativestudio.samples"; //$NON-NLS-1$

	@Override
	public void earlyStartup() {
		String directory = System.getProperty(DIRECTORY);
		String samples = System.getProperty(SAMPLES);
		if (directory != null && samples != null)
			new Thread(() -> run(Path.of(directory), Path.of(samples)), "tour").start(); //$NON-NLS-1$
	}

	private static void run(Path directory, Path samples) {
		boolean good = false;
		Fleet fleet = new Fleet(samples);
		try (fleet) {
			Camera camera = new Camera(directory);
			List<String> failures = new Tour(fleet, camera).go();
			failures.forEach(System.err::println);
			good = failures.isEmpty();
		} catch (Exception | AssertionError e) {
			e.printStackTrace();
		}
		Runtime.getRuntime().halt(good ? 0 : 1);
	}
}
