// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui;

/** Ids of what this bundle contributes, for perspectives, key schemes and scripts. */
public final class StudioUi {

	/** The perspective with all views. */
	public static final String PERSPECTIVE = "org.creativestudio.comfyui.ui.perspective"; //$NON-NLS-1$
	/** The view with a card for each instance. */
	public static final String INSTANCES_VIEW = "org.creativestudio.comfyui.ui.instances"; //$NON-NLS-1$
	/** The view with a row for each job. */
	public static final String WORKFLOWS_VIEW = "org.creativestudio.comfyui.ui.workflows"; //$NON-NLS-1$
	/** The view with the images of a job. */
	public static final String OUTPUTS_VIEW = "org.creativestudio.comfyui.ui.outputs"; //$NON-NLS-1$
	/** The view with plots of what was measured. */
	public static final String METRICS_VIEW = "org.creativestudio.comfyui.ui.metrics"; //$NON-NLS-1$
	/** The view with what the servers work on and what waits there. */
	public static final String QUEUE_VIEW = "org.creativestudio.comfyui.ui.queue"; //$NON-NLS-1$
	/** The view with what was told lately. */
	public static final String NOTIFICATIONS_VIEW = "org.creativestudio.comfyui.ui.notifications"; //$NON-NLS-1$
	/** The view with what the doctor found. */
	public static final String DOCTOR_VIEW = "org.creativestudio.comfyui.ui.doctor"; //$NON-NLS-1$
	/** The view with the nodes of a workflow. */
	public static final String NODES_VIEW = "org.creativestudio.comfyui.ui.nodes"; //$NON-NLS-1$
	/** The view that compares strategies. */
	public static final String COMPARISON_VIEW = "org.creativestudio.comfyui.ui.comparison"; //$NON-NLS-1$
	/** Runs a workflow; parameters {@link #RUN_FILE} and {@link #RUN_INSTANCE}. */
	public static final String RUN_COMMAND = "org.creativestudio.comfyui.ui.run"; //$NON-NLS-1$
	/** Optional: path of the workflow file; without it the user is asked. */
	public static final String RUN_FILE = "org.creativestudio.comfyui.ui.run.file"; //$NON-NLS-1$
	/** Optional: id of the instance; without it the active one, else the strategy's choice. */
	public static final String RUN_INSTANCE = "org.creativestudio.comfyui.ui.run.instanceId"; //$NON-NLS-1$

	private StudioUi() {
	}
}
