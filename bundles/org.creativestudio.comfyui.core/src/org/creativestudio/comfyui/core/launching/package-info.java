// SPDX-License-Identifier: EPL-2.0
/**
 * Running an instance: the contract of the extension point {@code launchers}.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.launching;

import org.eclipse.jdt.annotation.NonNullByDefault;
