// SPDX-License-Identifier: EPL-2.0
/** What tests of several bundles share: recordings of a real ComfyUI server, a server that follows a script, a clock to turn by hand. */
@NonNullByDefault
package org.creativestudio.comfyui.testing;

import org.eclipse.jdt.annotation.NonNullByDefault;
