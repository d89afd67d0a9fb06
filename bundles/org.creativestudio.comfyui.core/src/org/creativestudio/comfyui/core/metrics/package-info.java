// SPDX-License-Identifier: EPL-2.0
/**
 * Figures of instances over time.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.metrics;

import org.eclipse.jdt.annotation.NonNullByDefault;
