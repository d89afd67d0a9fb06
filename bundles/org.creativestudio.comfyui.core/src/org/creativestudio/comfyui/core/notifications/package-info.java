// SPDX-License-Identifier: EPL-2.0
/**
 * What users are told without asking: an instance crashed, is unhealthy, is well again.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.notifications;

import org.eclipse.jdt.annotation.NonNullByDefault;
