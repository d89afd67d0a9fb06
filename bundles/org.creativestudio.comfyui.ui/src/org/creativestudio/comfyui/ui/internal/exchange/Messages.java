// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import org.eclipse.osgi.util.NLS;

/** Texts for users. */
final class Messages extends NLS {
	public static String browse;
	public static String import_title;
	public static String import_fileTitle;
	public static String import_fileMessage;
	public static String import_file;
	public static String import_notAbsolute;
	public static String preview_title;
	public static String preview_instances;
	public static String preview_details;
	public static String preview_reading;
	public static String preview_checking;
	public static String preview_notes;
	public static String preview_nothing;
	public static String preview_seeNotes;
	public static String preview_ready;
	public static String preview_readyOne;
	public static String preview_blocked;
	public static String preview_blockedOne;
	public static String preview_existing;
	public static String preview_error;
	public static String preview_warning;
	public static String preview_well;
	public static String column_name;
	public static String column_port;
	public static String column_state;
	public static String column_action;
	public static String column_source;
	public static String state_new;
	public static String state_changed;
	public static String state_same;
	public static String state_conflict;
	public static String action_add;
	public static String action_replace;
	public static String action_skip;
	public static String report_label;
	public static String export_title;
	public static String export_pageTitle;
	public static String export_message;
	public static String export_instances;
	public static String export_instance;
	public static String export_all;
	public static String export_none;
	public static String export_file;
	public static String export_nothing;
	public static String export_overwrite;
	public static String export_done;
	public static String restore_title;
	public static String restore_reading;
	public static String restore_message;
	public static String restore_none;
	public static String restore_same;
	public static String restore_backups;
	public static String restore_differences;
	public static String restore_time;
	public static String restore_instances;
	public static String restore_noInstances;
	public static String restore_what;
	public static String restore_today;
	public static String restore_then;
	public static String restore_absent;
	public static String restore_comesBack;
	public static String restore_present;
	public static String restore_vanishes;
	public static String restore_settings;
	public static String restore_button;
	public static String restore_question;
	public static String migrate_title;
	public static String migrate_foundTitle;
	public static String migrate_searching;
	public static String migrate_stopped;
	public static String migrate_stop;
	public static String migrate_again;
	public static String migrate_addFile;
	public static String migrate_addDirectory;
	public static String migrate_source;
	public static String migrate_instances;
	public static String migrate_location;
	public static String migrate_noInstance;
	public static String migrate_running;
	public static String migrate_nothing;
	public static String migrate_found;
	public static String migrate_foundOne;
	public static String migrate_details;
	public static String migrate_instance;
	public static String setting_active;
	public static String setting_strategy;
	public static String setting_strategyOptions;
	public static String setting_fallback;
	public static String setting_healthInterval;
	public static String setting_healthDeadline;
	public static String setting_healthFall;
	public static String setting_healthRise;
	public static String setting_healthSlowFactor;
	public static String setting_healthSlow;
	public static String setting_metricsPort;
	public static String setting_muted;
	public static String setting_firstPort;
	public static String setting_restarts;
	public static String setting_startDeadline;
	public static String setting_refuseSecrets;
	public static String setting_refuseOpen;
	public static String setting_result;
	public static String setting_jobsKept;
	public static String setting_jobsDays;
	public static String setting_secrets;
	public static String setting_confirmed;
	public static String value_none;
	public static String value_default;
	public static String value_yes;
	public static String value_no;
	public static String value_fallBack;
	public static String value_wait;
	public static String value_fail;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.exchange.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
