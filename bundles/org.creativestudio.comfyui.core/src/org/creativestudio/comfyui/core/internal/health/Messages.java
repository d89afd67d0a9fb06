// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.health;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String answer_checkFailed;
	public static String checkHistory_answers;
	public static String checkHistory_answersAgainTimesTakes;
	public static String checkHistory_now;
	public static String checkHistory_usually;
	public static String checkHistory_whileWorksOnJob;
	public static String checkHistory_noAnswer;
	public static String checkHistory_checksRowFailed;
	public static String checkHistory_worksOnJobNot;
	public static String checkHistory_askedAgainComputerSlept;
	public static String checkHistory_askedAgainAnotherAddress;
	public static String checkHistory_checksRowFailed2;
	public static String checkHistory_lastChecksFailed;
	public static String checkHistory_unhealthyTimesLastMinutes;
	public static String healthMonitoring_thereNoInstance;
	public static String healthMonitoring_notRunning;
	public static String instanceMonitor_noAnswerWithin;
	public static String spans_min;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.internal.health.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
