// SPDX-License-Identifier: EPL-2.0
/**
 * What the Properties view is given; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.properties;

import org.eclipse.jdt.annotation.NonNullByDefault;
