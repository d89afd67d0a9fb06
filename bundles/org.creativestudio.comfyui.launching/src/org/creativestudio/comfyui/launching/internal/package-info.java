// SPDX-License-Identifier: EPL-2.0
/** Processes of this computer: starts, finds again and ends ComfyUI servers. Contributes the built-in launchers; not API. */
@NonNullByDefault
package org.creativestudio.comfyui.launching.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
