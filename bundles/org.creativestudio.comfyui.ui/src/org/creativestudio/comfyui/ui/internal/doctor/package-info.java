// SPDX-License-Identifier: EPL-2.0
/**
 * Whether the whole set-up is sound, with advice; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.doctor;

import org.eclipse.jdt.annotation.NonNullByDefault;
