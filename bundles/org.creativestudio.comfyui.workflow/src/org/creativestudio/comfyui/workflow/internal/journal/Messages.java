// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String graphStore_damaged;
	public static String homeJobs_badRequest;
	public static String homeJobs_graph;
	public static String homeJobs_noText;
	public static String jobJournal_heldAnotherProgram;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.workflow.internal.journal.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
