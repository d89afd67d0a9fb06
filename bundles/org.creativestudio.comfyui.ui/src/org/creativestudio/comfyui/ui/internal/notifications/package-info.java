// SPDX-License-Identifier: EPL-2.0
/**
 * What users are told without asking: pop-ups, their history, and which kinds; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.notifications;

import org.eclipse.jdt.annotation.NonNullByDefault;
