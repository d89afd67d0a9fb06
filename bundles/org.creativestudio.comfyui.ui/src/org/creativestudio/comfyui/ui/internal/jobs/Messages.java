// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String column_workflow;
	public static String column_instance;
	public static String column_state;
	public static String column_progress;
	public static String column_why;
	public static String column_time;
	public static String instance_none;
	public static String state_waiting;
	public static String state_queued;
	public static String state_running;
	public static String state_fetching;
	public static String state_done;
	public static String state_failed;
	public static String state_cancelled;
	public static String progress_fetching;
	public static String progress_nodes;
	public static String progress_step;
	public static String duration_seconds;
	public static String duration_minutes;
	public static String duration_hours;
	public static String why_priority;
	public static String property_priority;
	public static String details_head;
	public static String details_created;
	public static String details_node;
	public static String empty_text;
	public static String property_workflow;
	public static String property_file;
	public static String property_state;
	public static String property_instance;
	public static String property_why;
	public static String property_error;
	public static String property_created;
	public static String property_started;
	public static String property_ended;
	public static String property_time;
	public static String property_seed;
	public static String property_prompt;
	public static String property_images;
	public static String property_folder;
	public static String description_none;
	public static String description;
	public static String no_service;
	public static String paused;
	public static String mirror_name;
	public static String request_failed;
	public static String request_retry;
	public static String request_move;
	public static String request_priority;
	public static String request_pause;
	public static String request_resume;
	public static String request_export;
	public static String request_import;
	public static String queue_files;
	public static String queue_allFiles;
	public static String queue_exportTitle;
	public static String queue_importTitle;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.jobs.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
