// SPDX-License-Identifier: EPL-2.0
/**
 * Implementation of the client; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.client.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
