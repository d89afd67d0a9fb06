// SPDX-License-Identifier: EPL-2.0
/**
 * From a prompt to its results: validation, queue, cache, execution, history.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.internal.execution;

import org.eclipse.jdt.annotation.NonNullByDefault;
