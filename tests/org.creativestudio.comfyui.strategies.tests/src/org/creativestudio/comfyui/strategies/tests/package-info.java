// SPDX-License-Identifier: EPL-2.0
/** The built-in strategies, as pure choices. */
@NonNullByDefault
package org.creativestudio.comfyui.strategies.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
