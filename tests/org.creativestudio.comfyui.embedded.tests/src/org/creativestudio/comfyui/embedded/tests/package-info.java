// SPDX-License-Identifier: EPL-2.0
/**
 * Tests of the embedded server, over HTTP and WebSocket, against the recorded answers of a real one.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
