// SPDX-License-Identifier: EPL-2.0
/**
 * Tests of the Instances view, its cards and the consoles.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.tests.instances;

import org.eclipse.jdt.annotation.NonNullByDefault;
