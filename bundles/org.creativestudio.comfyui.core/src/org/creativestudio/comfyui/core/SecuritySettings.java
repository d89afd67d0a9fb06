// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

/**
 * What the user decided for all instances about what is too dangerous.
 *
 * @param refuseReadableSecrets whether a configuration with a secret that can be read in it is refused, not only warned about
 * @param refuseOpenServers     whether one whose server other computers can reach is refused, not only warned about
 * @param resultGibibytes       files of one job are fetched until they are so large together; 1 to {@value #MOST_GIBIBYTES}
 */
public record SecuritySettings(boolean refuseReadableSecrets, boolean refuseOpenServers, int resultGibibytes) {

	public static final int MOST_GIBIBYTES = 10_000;

	public static final SecuritySettings DEFAULTS = new SecuritySettings(false, false, 16);
}
