// SPDX-License-Identifier: EPL-2.0
/**
 * The dialog that makes and edits instances; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.exchange;

import org.eclipse.jdt.annotation.NonNullByDefault;
