// SPDX-License-Identifier: EPL-2.0
/**
 * The strategy in the toolbar, and what strategies would do compared.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.balancing;

import org.eclipse.jdt.annotation.NonNullByDefault;
