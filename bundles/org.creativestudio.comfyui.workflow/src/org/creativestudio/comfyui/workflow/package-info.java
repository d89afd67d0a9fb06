// SPDX-License-Identifier: EPL-2.0
/**
 * Running workflows: what to run, how, where it is, and what came of it.
 */
@NonNullByDefault
package org.creativestudio.comfyui.workflow;

import org.eclipse.jdt.annotation.NonNullByDefault;
