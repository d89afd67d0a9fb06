// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

import com.google.gson.JsonObject;

/**
 * A job as {@code /api/jobs} of 0.38 tells it.
 *
 * @param status {@code pending}, {@code in_progress}, {@code completed}, {@code failed} or {@code cancelled}
 * @param raw    all that was said
 */
public record ServerJob(String id, String status, JsonObject raw) {
}
