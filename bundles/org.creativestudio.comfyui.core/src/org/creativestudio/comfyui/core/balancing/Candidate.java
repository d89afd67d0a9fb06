// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.balancing;

import org.creativestudio.comfyui.core.InstanceSnapshot;

/**
 * An instance that may take work.
 *
 * @param instance as last seen
 * @param ownJobs  jobs of this program that are at the instance or on the way to it
 */
public record Candidate(InstanceSnapshot instance, int ownJobs) {
}
