// SPDX-License-Identifier: EPL-2.0
/**
 * From another program that runs ComfyUI to instances of this home.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.migration;

import org.eclipse.jdt.annotation.NonNullByDefault;
