// SPDX-License-Identifier: EPL-2.0
/**
 * How long work will take, from how long it took: what strategies are told of each candidate.
 */
@NonNullByDefault
package org.creativestudio.comfyui.workflow.internal.forecast;

import org.eclipse.jdt.annotation.NonNullByDefault;
