// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.time.Instant;

/**
 * A crashed instance is started again at a moment to come. The delays grow from 1 s, doubling to 60 s, and begin anew after 10
 * minutes of running; after {@code limit} starts within 5 minutes no more is tried.
 *
 * @param attempt which start this will be, from 1
 * @param limit   how many are tried
 * @param at      when
 */
public record PendingRestart(int attempt, int limit, Instant at) {
}
