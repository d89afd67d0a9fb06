// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

/**
 * How long jobs that have ended are remembered. Their files stay.
 *
 * @param kept so many at most; 1 to {@value #MOST}
 * @param days so long at most; 1 to {@value #MOST_DAYS}
 */
public record JobSettings(int kept, int days) {

	public static final int MOST = 10_000;
	public static final int MOST_DAYS = 3_650;

	public static final JobSettings DEFAULTS = new JobSettings(1_000, 30);
}
