// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String title_new;
	public static String title_edit;
	public static String message;
	public static String save;
	public static String browse;
	public static String tab_basic;
	public static String tab_resources;
	public static String tab_runtime;
	public static String tab_test;
	public static String name;
	public static String name_help;
	public static String kind;
	public static String kind_help;
	public static String port;
	public static String port_help;
	public static String host;
	public static String host_help;
	public static String description;
	public static String description_help;
	public static String comfyui;
	public static String comfyui_help;
	public static String python;
	public static String python_help;
	public static String gpu;
	public static String gpu_help;
	public static String vram;
	public static String vram_help;
	public static String environment;
	public static String environment_help;
	public static String nodes;
	public static String nodes_help;
	public static String models;
	public static String models_help;
	public static String output;
	public static String output_help;
	public static String concurrent;
	public static String concurrent_help;
	public static String timeout;
	public static String timeout_help;
	public static String deadline;
	public static String deadline_help;
	public static String monitoring;
	public static String monitoring_help;
	public static String autoStart;
	public static String autoStart_help;
	public static String restart;
	public static String restart_help;
	public static String arguments;
	public static String arguments_help;
	public static String listen;
	public static String listen_help;
	public static String test_findings;
	public static String test_well;
	public static String test_fix;
	public static String test_connection;
	public static String test_asking;
	public static String test_answers;
	public static String test_late;
	public static String test_failed;
	public static String delete_title;
	public static String delete_one;
	public static String delete_many;
	public static String delete_button;
	public static String restart_title;
	public static String restart_question;
	public static String restart_now;
	public static String restart_later;
	public static String job_save;
	public static String job_delete;
	public static String failed;
	public static String new_name;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.editor.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
