// SPDX-License-Identifier: EPL-2.0
/**
 * What strategies would do with a fleet and its work, on a simulated clock.
 */
@NonNullByDefault
package org.creativestudio.comfyui.workflow.simulation;

import org.eclipse.jdt.annotation.NonNullByDefault;
