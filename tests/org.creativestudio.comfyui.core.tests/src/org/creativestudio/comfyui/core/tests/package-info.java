// SPDX-License-Identifier: EPL-2.0
/** Instances with a fake launcher, strategies that misbehave, and the rules of the bundles' layers. */
@NonNullByDefault
package org.creativestudio.comfyui.core.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
