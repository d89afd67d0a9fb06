// SPDX-License-Identifier: EPL-2.0
/**
 * Running workflows from menus, dialogs and dropped files; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.run;

import org.eclipse.jdt.annotation.NonNullByDefault;
