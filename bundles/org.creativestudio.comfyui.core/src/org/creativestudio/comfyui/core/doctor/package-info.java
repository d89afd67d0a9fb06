// SPDX-License-Identifier: EPL-2.0
/**
 * Whether a whole set-up is sound: this computer, the home, its configuration and every instance.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.doctor;

import org.eclipse.jdt.annotation.NonNullByDefault;
