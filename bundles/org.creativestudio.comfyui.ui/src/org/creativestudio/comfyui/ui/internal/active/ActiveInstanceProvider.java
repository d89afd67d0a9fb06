// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.Map;

import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFeed;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;

/**
 * Gives expressions three variables: {@value #VARIABLE}, the id of the active instance, {@value #NAME}, its name, both the empty text
 * when there is none, and {@value #USABLE}, whether new work goes there. The workbench makes it at its start, so it knows nothing
 * before somebody who needs the instances anyway connects it: an IDE whose user does not use them pays nothing.
 */
public final class ActiveInstanceProvider extends AbstractSourceProvider {

	/** The id. */
	public static final String VARIABLE = "org.creativestudio.comfyui.activeInstance"; //$NON-NLS-1$
	/** The name. */
	public static final String NAME = "org.creativestudio.comfyui.activeInstance.name"; //$NON-NLS-1$
	/** A Boolean. */
	public static final String USABLE = "org.creativestudio.comfyui.activeInstance.usable"; //$NON-NLS-1$

	private @Nullable InstanceFeed feed;
	private Map<String, Object> state = state(null, false);

	/** Follows this manager from now on; further calls have no effect. UI thread. */
	public void connect(InstanceManager manager, Display display) {
		if (feed == null)
			feed = new InstanceFeed(manager, display, all -> update(ActiveInstance.of(manager)));
	}

	private void update(ActiveInstance active) {
		Map<String, Object> now = state(active.chosen(), active.usable());
		if (now.equals(state))
			return;
		state = now;
		fireSourceChanged(ISources.WORKBENCH, now);
	}

	private static Map<String, Object> state(@Nullable InstanceSnapshot chosen, boolean usable) {
		return Map.of(VARIABLE, chosen == null ? "" : chosen.id(), NAME, chosen == null ? "" : chosen.name(), USABLE, usable); //$NON-NLS-1$ //$NON-NLS-2$
	}

	@Override
	public Map<String, Object> getCurrentState() {
		return state;
	}

	@Override
	public String[] getProvidedSourceNames() {
		return new String[] { VARIABLE, NAME, USABLE };
	}

	@Override
	public void dispose() {
		InstanceFeed open = feed;
		if (open != null)
			open.close();
	}
}
