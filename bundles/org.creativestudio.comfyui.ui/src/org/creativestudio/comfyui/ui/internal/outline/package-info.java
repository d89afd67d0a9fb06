// SPDX-License-Identifier: EPL-2.0
/**
 * The nodes of a job's workflow; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.outline;

import org.eclipse.jdt.annotation.NonNullByDefault;
