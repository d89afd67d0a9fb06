// SPDX-License-Identifier: EPL-2.0
/**
 * The names under which other plug-ins find the parts of the user interface.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui;

import org.eclipse.jdt.annotation.NonNullByDefault;
