// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.Map;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFeed;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;

/**
 * Gives expressions the variable {@value #VARIABLE}: the id of the active instance, or the empty text. The workbench makes it at
 * its start, so it knows nothing before somebody who needs the instances anyway connects it: an IDE whose user does not use them
 * pays nothing.
 */
public final class ActiveInstanceProvider extends AbstractSourceProvider {

	/** Name of the variable. */
	public static final String VARIABLE = "org.creativestudio.comfyui.activeInstance"; //$NON-NLS-1$

	private @Nullable InstanceFeed feed;
	private String active = ""; //$NON-NLS-1$

	/** Follows this manager from now on; further calls have no effect. UI thread. */
	public void connect(InstanceManager manager, Display display) {
		if (feed == null)
			feed = new InstanceFeed(manager, display, all -> update(manager.getActiveInstance()));
	}

	private void update(Optional<InstanceSnapshot> instance) {
		String now = instance.map(InstanceSnapshot::id).orElse(""); //$NON-NLS-1$
		if (now.equals(active))
			return;
		active = now;
		fireSourceChanged(ISources.WORKBENCH, VARIABLE, now);
	}

	@Override
	public Map<String, String> getCurrentState() {
		return Map.of(VARIABLE, active);
	}

	@Override
	public String[] getProvidedSourceNames() {
		return new String[] { VARIABLE };
	}

	@Override
	public void dispose() {
		InstanceFeed open = feed;
		if (open != null)
			open.close();
	}
}
