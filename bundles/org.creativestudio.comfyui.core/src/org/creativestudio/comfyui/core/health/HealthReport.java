// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.health;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The outcome of the latest checks of an instance.
 *
 * @param health       in one word
 * @param reason       in one sentence, for the user
 * @param responseTime of the latest answer; null when there was none
 * @param checkedAt    when it was last asked; null when never
 */
public record HealthReport(Health health, String reason, @Nullable Duration responseTime, @Nullable Instant checkedAt) {
}
