// SPDX-License-Identifier: EPL-2.0
/**
 * What the servers of instances work on and what waits there, everybody's prompts counted.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.queue;

import org.eclipse.jdt.annotation.NonNullByDefault;
