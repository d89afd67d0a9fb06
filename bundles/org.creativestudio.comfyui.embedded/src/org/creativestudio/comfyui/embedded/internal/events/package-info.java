// SPDX-License-Identifier: EPL-2.0
/**
 * ComfyUI's WebSocket.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.internal.events;

import org.eclipse.jdt.annotation.NonNullByDefault;
