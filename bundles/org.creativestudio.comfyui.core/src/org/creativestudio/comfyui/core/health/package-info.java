// SPDX-License-Identifier: EPL-2.0
/**
 * How instances answer: healthy, degraded, unhealthy, or not yet asked.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.health;

import org.eclipse.jdt.annotation.NonNullByDefault;
