// SPDX-License-Identifier: EPL-2.0
/**
 * Jobs on disk: each program of a home writes its own, and another one takes them over when it is gone.
 */
@NonNullByDefault
package org.creativestudio.comfyui.workflow.internal.journal;

import org.eclipse.jdt.annotation.NonNullByDefault;
