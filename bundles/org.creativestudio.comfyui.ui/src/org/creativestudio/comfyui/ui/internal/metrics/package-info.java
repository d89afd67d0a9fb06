// SPDX-License-Identifier: EPL-2.0
/**
 * Figures of instances over time; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.metrics;

import org.eclipse.jdt.annotation.NonNullByDefault;
