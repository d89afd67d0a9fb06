// SPDX-License-Identifier: EPL-2.0
/**
 * Values that stand in no file in the clear.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.secrets;

import org.eclipse.jdt.annotation.NonNullByDefault;
