// SPDX-License-Identifier: EPL-2.0
/**
 * Instances: their configuration, what others see of them, and the service that creates, starts, stops and remembers
 * them.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core;

import org.eclipse.jdt.annotation.NonNullByDefault;
