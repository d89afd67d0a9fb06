// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String figure_responseTime;
	public static String figure_runningJobs;
	public static String figure_pendingJobs;
	public static String figure_jobTime;
	public static String figure_jobsDone;
	public static String figure_jobsFailed;
	public static String figure_vram;
	public static String figure_torchVram;
	public static String figure_gpuMemory;
	public static String figure_ram;
	public static String figure_gpuUtilization;
	public static String figure_gpuTemperature;
	public static String figure_gpuPower;
	public static String figure_gpuClock;
	public static String figure_gpuMemoryClock;
	public static String figure_processCpu;
	public static String figure_processMemory;
	public static String figure_uptime;
	public static String figure_restarts;
	public static String unit_milliseconds;
	public static String unit_seconds;
	public static String unit_minutes;
	public static String unit_hours;
	public static String unit_count;
	public static String unit_bytes;
	public static String unit_kib;
	public static String unit_mib;
	public static String unit_gib;
	public static String unit_percent;
	public static String unit_celsius;
	public static String unit_watts;
	public static String unit_megahertz;
	public static String unit_gigahertz;
	public static String period_minutes5;
	public static String period_minutes15;
	public static String period_hour;
	public static String period_day;
	public static String period_days30;
	public static String bar_period;
	public static String bar_metrics;
	public static String bar_metricsTip;
	public static String bar_follow;
	public static String bar_pinned;
	public static String bar_instancesTip;
	public static String bar_zoomed;
	public static String menu_follow;
	public static String menu_usual;
	public static String not_known;
	public static String line_notKnown;
	public static String value;
	public static String event;
	public static String event_more;
	public static String chart_name;
	public static String chart_unknown;
	public static String chart_help;
	public static String legend_name;
	public static String no_service;
	public static String description;
	public static String job_read;
	public static String job_export;
	public static String export_title;
	public static String export_file;
	public static String export_failed;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.ui.internal.metrics.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
