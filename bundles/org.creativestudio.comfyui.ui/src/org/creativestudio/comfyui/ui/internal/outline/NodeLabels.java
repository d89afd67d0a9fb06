// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import java.util.function.Supplier;

import org.creativestudio.comfyui.ui.internal.outline.NodeStates.State;
import org.creativestudio.comfyui.ui.internal.outline.WorkflowNodes.Node;
import org.creativestudio.comfyui.workflow.JobProgress;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.Image;

/** A node's title and kind, and its state as a shape and as a word. */
final class NodeLabels extends LabelProvider implements IStyledLabelProvider {

	private static final String BUNDLE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$

	private final LocalResourceManager resources;
	private final Supplier<@Nullable NodeStates> states;
	private final Supplier<@Nullable JobSnapshot> job;

	NodeLabels(LocalResourceManager resources, Supplier<@Nullable NodeStates> states, Supplier<@Nullable JobSnapshot> job) {
		this.resources = resources;
		this.states = states;
		this.job = job;
	}

	@Override
	public StyledString getStyledText(@Nullable Object element) {
		if (!(element instanceof Node node))
			return new StyledString(String.valueOf(element), StyledString.QUALIFIER_STYLER);
		StyledString text = new StyledString(node.title());
		if (!node.title().equals(node.kind()))
			text.append(NLS.bind(Messages.node_kind, node.kind()), StyledString.QUALIFIER_STYLER);
		return text.append(word(state(node)), StyledString.DECORATIONS_STYLER);
	}

	private String word(State state) {
		return switch (state) {
		case WAITING -> ""; //$NON-NLS-1$
		case RUNNING -> running();
		case DONE -> Messages.node_done;
		case FAILED -> Messages.node_failed;
		};
	}

	private String running() {
		JobSnapshot snapshot = job.get();
		JobProgress progress = snapshot == null ? null : snapshot.progress();
		return progress == null || progress.steps() <= 0 ? Messages.node_running
				: NLS.bind(Messages.node_step, Math.round(progress.step()), Math.round(progress.steps()));
	}

	private State state(Node node) {
		NodeStates known = states.get();
		return known == null ? State.WAITING : known.of(node);
	}

	@Override
	public @Nullable Image getImage(@Nullable Object element) {
		if (!(element instanceof Node node))
			return null;
		String file = switch (state(node)) {
		case WAITING -> "waiting"; //$NON-NLS-1$
		case RUNNING -> "running"; //$NON-NLS-1$
		case DONE -> "done"; //$NON-NLS-1$
		case FAILED -> "failed"; //$NON-NLS-1$
		};
		return resources.create(ResourceLocator.imageDescriptorFromBundle(BUNDLE, "icons/jobs/" + file + ".svg") //$NON-NLS-1$ //$NON-NLS-2$
				.orElseGet(ImageDescriptor::getMissingImageDescriptor));
	}
}
