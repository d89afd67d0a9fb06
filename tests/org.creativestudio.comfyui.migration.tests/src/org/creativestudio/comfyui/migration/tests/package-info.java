// SPDX-License-Identifier: EPL-2.0
/** Trees of files as other programs leave them, for each system, read on any. */
@NonNullByDefault
package org.creativestudio.comfyui.migration.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
