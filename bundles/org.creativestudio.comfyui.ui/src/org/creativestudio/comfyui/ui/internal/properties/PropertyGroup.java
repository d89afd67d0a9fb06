// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

/** What lines of properties are about; each is a tab of its own. */
public enum PropertyGroup {
	GENERAL, RESOURCES, ENVIRONMENT, HEALTH, PROCESS, STATISTICS,
	/** When and how long. */
	TIMES,
	/** What came of it. */
	RESULTS;

	/** For where properties are shown in one table. */
	String title() {
		return switch (this) {
		case GENERAL -> Messages.group_general;
		case RESOURCES -> Messages.group_resources;
		case ENVIRONMENT -> Messages.group_environment;
		case HEALTH -> Messages.group_health;
		case PROCESS -> Messages.group_process;
		case STATISTICS -> Messages.group_statistics;
		case TIMES -> Messages.group_times;
		case RESULTS -> Messages.group_results;
		};
	}
}
