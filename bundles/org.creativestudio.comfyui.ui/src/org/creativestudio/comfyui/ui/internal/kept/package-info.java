// SPDX-License-Identifier: EPL-2.0
/** What the user made of tables and dialogs, kept with the workspace until the next time. */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.creativestudio.comfyui.ui.internal.kept;
