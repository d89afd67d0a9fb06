// SPDX-License-Identifier: EPL-2.0
/**
 * Monitors how instances answer and what their queues hold; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.internal.health;

import org.eclipse.jdt.annotation.NonNullByDefault;
