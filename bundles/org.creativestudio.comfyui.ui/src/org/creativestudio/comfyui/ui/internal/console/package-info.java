// SPDX-License-Identifier: EPL-2.0
/**
 * The output of instances in the Console view; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.console;

import org.eclipse.jdt.annotation.NonNullByDefault;
