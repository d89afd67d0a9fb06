// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.osgi.util.NLS;

/** The title above the tabs: what is selected. */
public final class PropertyTitles extends LabelProvider {

	@Override
	public String getText(@Nullable Object selected) {
		if (!(selected instanceof IStructuredSelection selection) || selection.isEmpty())
			return ""; //$NON-NLS-1$
		if (selection.size() > 1)
			return NLS.bind(Messages.title_many, selection.size());
		return switch (selection.getFirstElement()) {
		case InstanceSnapshot instance -> instance.name();
		case JobSnapshot job -> job.workflow().name();
		case null, default -> ""; //$NON-NLS-1$
		};
	}
}
