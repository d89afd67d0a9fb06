// SPDX-License-Identifier: EPL-2.0
/**
 * A robot for the workbench. Its words are SWTBot's, which is not on Maven Central. Tests run on a thread of their own; each word waits
 * until what it names is there, without sleeping.
 */
@NonNullByDefault
package org.creativestudio.comfyui.testing.ui;

import org.eclipse.jdt.annotation.NonNullByDefault;
