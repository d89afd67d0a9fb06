// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String owner_job;
	public static String owner_client;
	public static String owner_unknown;
	public static String node;
	public static String node_type;
	public static String node_step;
	public static String node_notTold;
	public static String state_running;
	public static String state_waiting;
	public static String not_known;
	public static String column_state;
	public static String column_instance;
	public static String column_owner;
	public static String column_doing;
	public static String column_since;
	public static String column_prompt;
	public static String tip;
	public static String tip_notTold;
	public static String no_service;
	public static String notice_noneUp;
	public static String notice_none;
	public static String notice_empty;
	public static String notice_count;
	public static String notice_off;
	public static String notice_unknown;
	public static String notice_old;
	public static String notice_stopped;
	public static String notice_starting;
	public static String notice_stopping;
	public static String notice_error;
	public static String notice_left;
	public static String delete_title;
	public static String delete_one;
	public static String delete_many;
	public static String delete_ok;
	public static String clear_title;
	public static String clear_nothing;
	public static String clear_own;
	public static String clear_foreign;
	public static String clear_ok;
	public static String interrupt_title;
	public static String interrupt_one;
	public static String interrupt_many;
	public static String interrupt_ok;
	public static String cancel;
	public static String job_delete;
	public static String job_clear;
	public static String job_interrupt;
	public static String job_refresh;
	public static String failed;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.queue.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
