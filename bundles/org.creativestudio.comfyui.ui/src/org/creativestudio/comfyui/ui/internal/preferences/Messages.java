// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String no_service;
	public static String failed;
	public static String job_store;
	public static String notifications_intro;
	public static String balancing_strategy;
	public static String balancing_default;
	public static String balancing_defaultNamed;
	public static String balancing_missing;
	public static String balancing_missingText;
	public static String balancing_options;
	public static String option_label;
	public static String option_wrong;
	public static String balancing_fallback;
	public static String balancing_fallBack;
	public static String balancing_wait;
	public static String balancing_fail;
	public static String health_interval;
	public static String health_intervalTip;
	public static String health_deadline;
	public static String health_deadlineTip;
	public static String health_deadlineLong;
	public static String health_fall;
	public static String health_fallTip;
	public static String health_rise;
	public static String health_riseTip;
	public static String health_factor;
	public static String health_factorTip;
	public static String health_slow;
	public static String health_slowTip;
	public static String endpoint;
	public static String endpoint_on;
	public static String endpoint_port;
	public static String endpoint_portTip;
	public static String endpoint_taken;
	public static String general_closing;
	public static String general_closingAsk;
	public static String general_closingLeave;
	public static String general_closingStop;
	public static String general_jobs;
	public static String general_jobsKept;
	public static String general_jobsDays;
	public static String general_jobsTip;
	public static String general_images;
	public static String general_imagesTip;
	public static String launching_intro;
	public static String launching_firstPort;
	public static String launching_firstPortTip;
	public static String launching_deadline;
	public static String launching_deadlineTip;
	public static String launching_restarts;
	public static String launching_restartsTip;
	public static String launching_dynamic;
	public static String launching_short;
	public static String launching_never;
	public static String security_refuse;
	public static String security_refuseSecrets;
	public static String security_refuseOpen;
	public static String security_refused;
	public static String security_result;
	public static String security_resultTip;
	public static String security_storage;
	public static String security_where;
	public static String security_whereVariable;
	public static String security_test;
	public static String security_testing;
	public static String security_good;
	public static String security_noStorage;
	public static String security_someRefused;
	public static String security_bad;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.preferences.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
