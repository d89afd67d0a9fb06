// SPDX-License-Identifier: EPL-2.0
/**
 * Decides what users are told without asking; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.internal.notifications;

import org.eclipse.jdt.annotation.NonNullByDefault;
