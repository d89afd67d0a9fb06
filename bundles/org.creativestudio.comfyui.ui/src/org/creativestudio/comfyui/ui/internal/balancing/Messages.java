// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String strategy;
	public static String strategy_tip;
	public static String strategy_entry;
	public static String strategy_compare;
	public static String strategy_preferences;
	public static String strategy_job;
	public static String strategy_failed;
	public static String no_service;
	public static String compare_job;
	public static String compare_reading;
	public static String compare_running;
	public static String compare_noHistory;
	public static String compare_failed;
	public static String compare_cancelled;
	public static String compare_hint;
	public static String summary;
	public static String seconds;
	public static String unfinished;
	public static String use;
	public static String row_tip;
	public static String lowerBound;
	public static String chart_empty;
	public static String measure_makespan;
	public static String measure_waitMedian;
	public static String measure_waitP95;
	public static String measure_loads;
	public static String measure_use;
	public static String column_strategy;
	public static String column_strategy_tip;
	public static String column_makespan;
	public static String column_makespan_tip;
	public static String column_ratio;
	public static String column_ratio_tip;
	public static String column_waitMedian;
	public static String column_waitMedian_tip;
	public static String column_waitP95;
	public static String column_waitP95_tip;
	public static String column_loads;
	public static String column_loads_tip;
	public static String column_use;
	public static String column_use_tip;
	public static String bar_work;
	public static String bar_history;
	public static String bar_open;
	public static String bar_open_tip;
	public static String bar_open_title;
	public static String bar_places;
	public static String bar_places_tip;
	public static String bar_measure;
	public static String bar_again;
	public static String bar_again_tip;
	public static String bar_use;
	public static String bar_use_tip;
	public static String export_title;
	public static String export_file;
	public static String export_job;
	public static String export_failed;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.balancing.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
