// SPDX-License-Identifier: EPL-2.0
/**
 * The nodes that this server knows.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.internal.nodes;

import org.eclipse.jdt.annotation.NonNullByDefault;
