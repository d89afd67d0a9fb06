// SPDX-License-Identifier: EPL-2.0
/** Tables with a row for each value. */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.creativestudio.comfyui.ui.internal.tables;
