// SPDX-License-Identifier: EPL-2.0
/**
 * Images as tensors of floats, and what can be done with them.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.internal.image;

import org.eclipse.jdt.annotation.NonNullByDefault;
