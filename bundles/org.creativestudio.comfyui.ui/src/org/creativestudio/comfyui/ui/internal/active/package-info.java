// SPDX-License-Identifier: EPL-2.0
/**
 * The active instance in the toolbar, in menus and in expressions; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.active;

import org.eclipse.jdt.annotation.NonNullByDefault;
