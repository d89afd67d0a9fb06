// SPDX-License-Identifier: EPL-2.0
/**
 * Records, keeps and tells figures of instances; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.internal.metrics;

import org.eclipse.jdt.annotation.NonNullByDefault;
