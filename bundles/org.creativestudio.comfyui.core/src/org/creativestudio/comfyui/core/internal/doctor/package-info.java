// SPDX-License-Identifier: EPL-2.0
/**
 * The examinations that need no process; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.internal.doctor;

import org.eclipse.jdt.annotation.NonNullByDefault;
