// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import org.eclipse.osgi.util.NLS;

/** Texts of the terminal. */
final class Messages extends NLS {

	public static String active;
	public static String cancelling;
	public static String column_active;
	public static String column_address;
	public static String column_default;
	public static String column_description;
	public static String column_device;
	public static String column_health;
	public static String column_id;
	public static String column_loads;
	public static String column_makespan;
	public static String column_memory;
	public static String column_name;
	public static String column_overBound;
	public static String column_queue;
	public static String column_status;
	public static String column_strategy;
	public static String column_use;
	public static String column_uuid;
	public static String column_waitMedian;
	public static String column_waitP95;
	public static String count_range;
	public static String deleted;
	public static String demo;
	public static String detail_active;
	public static String detail_activity;
	public static String detail_address;
	public static String detail_description;
	public static String detail_device;
	public static String detail_directory;
	public static String detail_health;
	public static String detail_id;
	public static String detail_kind;
	public static String detail_name;
	public static String detail_process;
	public static String detail_queue;
	public static String detail_restart;
	public static String detail_server;
	public static String detail_since;
	public static String detail_start;
	public static String detail_status;
	public static String detected;
	public static String doctor_advice;
	public static String doctor_error;
	public static String doctor_ok;
	public static String doctor_sum;
	public static String doctor_warning;
	public static String doctor_well;
	public static String edit_later;
	public static String file_not_found;
	public static String finding_error;
	public static String finding_warning;
	public static String go_on;
	public static String goes_on;
	public static String waits_in_queue;
	public static String image_is_here;
	public static String instance_failed;
	public static String instance_not_found;
	public static String instance_verb_missing;
	public static String interrupted;
	public static String job;
	public static String job_cancelled;
	public static String job_done;
	public static String job_failed;
	public static String job_fetching;
	public static String job_of;
	public static String job_queued;
	public static String job_running;
	public static String job_running_node;
	public static String job_running_percent;
	public static String job_waiting;
	public static String job_waiting_because;
	public static String job_without_images;
	public static String lines_range;
	public static String made_default;
	public static String name_missing;
	public static String next_start;
	public static String no;
	public static String no_devices;
	public static String no_instances;
	public static String no_log;
	public static String no_such_verb;
	public static String node;
	public static String none_yet;
	public static String output_needs_wait;
	public static String output_no_directory;
	public static String output_not_copied;
	public static String output_not_writable;
	public static String pausing;
	public static String restarting;
	public static String resuming;
	public static String sample_missing;
	public static String secret_argument;
	public static String secret_hint;
	public static String secret_long;
	public static String secret_missing;
	public static String secret_prompt;
	public static String secret_shown;
	public static String secret_unreadable;
	public static String secrets_forgotten;
	public static String seed_range;
	public static String service_missing;
	public static String simulate_noHistory;
	public static String simulate_title;
	public static String simulate_unfinished;
	public static String start_cancelled;
	public static String start_steps;
	public static String started;
	public static String starting;
	public static String starting_active;
	public static String starting_first;
	public static String stopping;
	public static String strategy_not_found;
	public static String supervising;
	public static String supervising_follows;
	public static String test_answers;
	public static String test_notRunning;
	public static String try_help;
	public static String unexpected;
	public static String verb_missing;
	public static String version;
	public static String wrong_value;
	public static String yes;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.cli.internal.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
