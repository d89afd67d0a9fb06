// SPDX-License-Identifier: EPL-2.0
/**
 * Reads what other programs know of ComfyUI. Every file is somebody else's: read within bounds, never written, and what can't be
 * understood becomes a note. Each reader is a {@link Source}; it works on the set-up of any system on any system.
 */
@NonNullByDefault
package org.creativestudio.comfyui.migration.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
