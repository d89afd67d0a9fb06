// SPDX-License-Identifier: EPL-2.0
/**
 * Tests of the user interface inside the whole product, by the robot.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
