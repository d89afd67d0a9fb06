// SPDX-License-Identifier: EPL-2.0
/**
 * Choosing an instance for a workflow: the contract of the extension point {@code balancingStrategies}.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.balancing;

import org.eclipse.jdt.annotation.NonNullByDefault;
