// SPDX-License-Identifier: EPL-2.0
/** Real processes, started, found again and ended. */
@NonNullByDefault
package org.creativestudio.comfyui.launching.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
