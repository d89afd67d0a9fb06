// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.URIUtil;
import org.osgi.framework.Bundle;

/** The workflows that come with the program: the files in {@code samples/} of the workflow bundle. */
public final class Samples {

	private static final String BUNDLE = "org.creativestudio.comfyui.workflow"; //$NON-NLS-1$
	private static final String FOLDER = "samples"; //$NON-NLS-1$

	/** They don't change while the program runs. */
	private static volatile List<Path> unpacked = List.of();

	private Samples() {
	}

	/** In the order of their names; empty when they can't be read, which is logged. The first call unpacks them. */
	public static List<Path> list() {
		if (unpacked.isEmpty())
			unpacked = unpack();
		return unpacked;
	}

	private static List<Path> unpack() {
		Bundle bundle = Platform.getBundle(BUNDLE);
		if (bundle == null)
			return List.of();
		List<Path> samples = new ArrayList<>();
		var entries = bundle.findEntries(FOLDER, "*.json", false); //$NON-NLS-1$
		for (URL entry : entries == null ? List.<URL>of() : Collections.list(entries))
			try {
				samples.add(URIUtil.toFile(URIUtil.toURI(FileLocator.toFileURL(entry))).toPath());
			} catch (IOException | URISyntaxException e) {
				ILog.get().error(Messages.samples_failed, e);
			}
		samples.sort(Comparator.comparing(Samples::name));
		return List.copyOf(samples);
	}

	/** What people call it: the file's name without {@code .json}, underscores as blanks. */
	public static String name(Path file) {
		return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.json$", "").replace('_', ' '); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
