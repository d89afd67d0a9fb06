// SPDX-License-Identifier: EPL-2.0
/**
 * What is done when the workbench starts and ends; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.jdt.annotation.NonNullByDefault;
