// SPDX-License-Identifier: EPL-2.0
/**
 * ComfyUI's HTTP routes.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.internal.http;

import org.eclipse.jdt.annotation.NonNullByDefault;
