// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String status_stopped;
	public static String status_starting;
	public static String status_running;
	public static String status_paused;
	public static String status_stopping;
	public static String status_error;
	public static String health_unknown;
	public static String health_healthy;
	public static String health_degraded;
	public static String health_unhealthy;
	public static String device_auto;
	public static String device_model;
	public static String location;
	public static String location_demo;
	public static String mark_active;
	public static String mark_demo;
	public static String unknown;
	public static String bar_vram;
	public static String bar_ram;
	public static String bar_gpu;
	public static String bar_queue;
	public static String bar_gigabytes;
	public static String bar_widest;
	public static String queue_empty;
	public static String queue_running;
	public static String queue_both;
	public static String summary_head;
	public static String summary_active;
	public static String summary_bar;
	public static String action_start;
	public static String action_stop;
	public static String action_run;
	public static String action_activate;
	public static String action_log;
	public static String action_more;
	public static String action_start_tip;
	public static String action_stop_tip;
	public static String action_run_tip;
	public static String action_activate_tip;
	public static String action_log_tip;
	public static String action_more_tip;
	public static String grid_name;
	public static String grid_help;
	public static String filter_search;
	public static String filter_status;
	public static String filter_health;
	public static String filter_all;
	public static String filter_some;
	public static String filter_many;
	public static String filter_clear;
	public static String filter_clear_tip;
	public static String count_all;
	public static String count_one;
	public static String count_filtered;
	public static String empty_title;
	public static String empty_text;
	public static String empty_create;
	public static String filtered_title;
	public static String filtered_clear;
	public static String service_missing;
	public static String default_name;
	public static String job_start;
	public static String job_stop;
	public static String job_check;
	public static String job_default;
	public static String job_activate;
	public static String failed;
	public static String failed_reason;
	public static String folder_missing;
	public static String folder_unknown;
	public static String action_pause;
	public static String action_resume;
	public static String action_pause_tip;
	public static String action_resume_tip;
	public static String restart_in;
	public static String job_stopWhenIdle;
	public static String job_restart;
	public static String job_pause;
	public static String job_resume;
	public static String job_diagnose;
	public static String stop_title;
	public static String stop_busyOne;
	public static String stop_busyMany;
	public static String stop_whenDone;
	public static String stop_now;
	public static String stop_cancel;
	public static String pause_titleOne;
	public static String pause_titleMany;
	public static String pause_explanation;
	public static String pause_interrupt;
	public static String pause_interruptTip;
	public static String pause_freeMemory;
	public static String pause_freeMemoryTip;
	public static String pause_suspend;
	public static String pause_suspendTip;
	public static String pause_ok;
	public static String property_name;
	public static String property_id;
	public static String property_description;
	public static String property_status;
	public static String property_since;
	public static String property_activity;
	public static String property_restart;
	public static String restart_at;
	public static String property_health;
	public static String property_reason;
	public static String property_address;
	public static String property_device;
	public static String property_alive;
	public static String property_portOpen;
	public static String property_answering;
	public static String property_lastLine;
	public static String property_pid;
	public static String property_command;
	public static String property_version;
	public static String property_python;
	public static String property_deviceName;
	public static String property_directory;
	public static String property_policy;
	public static String property_log;
	public static String property_seconds;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.instances.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
