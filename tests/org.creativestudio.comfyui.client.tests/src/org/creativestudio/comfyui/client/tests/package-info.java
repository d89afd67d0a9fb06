// SPDX-License-Identifier: EPL-2.0
/** The client against recordings of a real server and against servers that misbehave. */
@NonNullByDefault
package org.creativestudio.comfyui.client.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
