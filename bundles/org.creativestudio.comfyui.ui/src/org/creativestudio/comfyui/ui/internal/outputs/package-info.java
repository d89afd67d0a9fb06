// SPDX-License-Identifier: EPL-2.0
/**
 * The Outputs view: the images of a job; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.outputs;

import org.eclipse.jdt.annotation.NonNullByDefault;
