// SPDX-License-Identifier: EPL-2.0
/**
 * The perspective Creative Studio; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.perspective;

import org.eclipse.jdt.annotation.NonNullByDefault;
