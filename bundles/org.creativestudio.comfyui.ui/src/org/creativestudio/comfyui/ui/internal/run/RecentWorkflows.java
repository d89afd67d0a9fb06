// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/** The workflow files that were run last, newest first, kept over restarts. */
final class RecentWorkflows {

	private static final int MAX = 9;
	private static final String KEY = "recentWorkflows"; //$NON-NLS-1$
	private static final Object LOCK = new Object();
	private static final String SEPARATOR = "\n"; //$NON-NLS-1$

	private final IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode("org.creativestudio.comfyui.ui"); //$NON-NLS-1$

	List<Path> list() {
		return preferences.get(KEY, "").lines().filter(line -> !line.isBlank()).map(Path::of).toList(); //$NON-NLS-1$
	}

	void add(Path file) {
		List<String> files = new ArrayList<>();
		files.add(file.toAbsolutePath().normalize().toString());
		synchronized (LOCK) { // several files that were dropped together are read by a job each
			list().stream().map(Path::toString).filter(known -> !files.contains(known)).limit(MAX - 1L).forEach(files::add);
			preferences.put(KEY, String.join(SEPARATOR, files));
		}
		try {
			preferences.flush();
		} catch (BackingStoreException e) {
			ILog.get().warn("The list of recent workflows was not saved", e); //$NON-NLS-1$
		}
	}
}
