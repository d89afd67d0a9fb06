// SPDX-License-Identifier: EPL-2.0
/**
 * What the user decides for all instances of a home, as preference pages; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.preferences;

import org.eclipse.jdt.annotation.NonNullByDefault;
