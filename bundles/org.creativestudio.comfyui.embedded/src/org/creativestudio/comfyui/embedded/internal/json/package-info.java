// SPDX-License-Identifier: EPL-2.0
/**
 * JSON as Python's json module writes it.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.internal.json;

import org.eclipse.jdt.annotation.NonNullByDefault;
