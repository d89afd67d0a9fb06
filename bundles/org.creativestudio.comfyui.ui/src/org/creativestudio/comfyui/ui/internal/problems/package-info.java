// SPDX-License-Identifier: EPL-2.0
/** What is wrong with stored configurations, in the Problems view; not API. */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.problems;

import org.eclipse.jdt.annotation.NonNullByDefault;
