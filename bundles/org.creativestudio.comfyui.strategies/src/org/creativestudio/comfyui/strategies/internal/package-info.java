// SPDX-License-Identifier: EPL-2.0
/** The built-in strategies, contributed through the public extension point like anybody's; not API. */
@NonNullByDefault
package org.creativestudio.comfyui.strategies.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
