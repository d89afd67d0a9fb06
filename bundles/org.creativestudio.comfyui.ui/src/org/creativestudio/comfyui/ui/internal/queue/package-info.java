// SPDX-License-Identifier: EPL-2.0
/**
 * What the servers of instances work on, as a view; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.queue;

import org.eclipse.jdt.annotation.NonNullByDefault;
