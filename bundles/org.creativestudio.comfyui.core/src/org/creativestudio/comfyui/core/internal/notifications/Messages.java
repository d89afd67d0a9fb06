// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.notifications;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String texts_unhealthy;
	public static String texts_wellAgain;
	public static String texts_crashed;
	public static String texts_notStartedAgainSee;
	public static String texts_startedAgain;
	public static String texts_crashedWithinMinutes;
	public static String texts_again;
	public static String texts_timesMore;
	public static String texts_newWorkGoesAgain;
	public static String texts_untilActiveInstanceBack;
	public static String texts_newWorkGoesOther;
	public static String texts_newWorkWaits;
	public static String texts_newWorkFails;
	public static String texts_instances;
	public static String texts_unhealthy2;
	public static String texts_wellAgain2;
	public static String texts_crashed2;
	public static String texts_crashedTooOftenNot;
	public static String texts_more;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.internal.notifications.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
