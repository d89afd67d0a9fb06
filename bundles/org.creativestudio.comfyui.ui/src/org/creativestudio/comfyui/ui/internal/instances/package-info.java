// SPDX-License-Identifier: EPL-2.0
/**
 * The Instances view: a card for each ComfyUI server, and the commands for them; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.instances;

import org.eclipse.jdt.annotation.NonNullByDefault;
