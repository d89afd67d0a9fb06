// SPDX-License-Identifier: EPL-2.0
/**
 * ComfyUI's command line.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.internal.flags;

import org.eclipse.jdt.annotation.NonNullByDefault;
