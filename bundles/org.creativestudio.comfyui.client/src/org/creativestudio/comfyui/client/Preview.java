// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import org.eclipse.jdt.annotation.Nullable;

/**
 * A preview image of a running node.
 *
 * @param image    JPEG or PNG
 * @param mimeType {@code image/jpeg} or {@code image/png}
 * @param promptId null in the older form, which does not say it
 * @param nodeId   null in the older form
 */
public record Preview(byte[] image, String mimeType, @Nullable String promptId, @Nullable String nodeId) {
}
