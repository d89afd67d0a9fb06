// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.Nullable;

/**
 * How far a start is, or how long its steps took. A step's time counts from the beginning of the start.
 *
 * @param begun     when the start began
 * @param deadline  how long it may take
 * @param alive     when the process was there; null until then
 * @param portOpen  when its port took connections; null until then
 * @param answering when the server first answered; null until then
 * @param lastLine  the newest line of its output; empty when there is none
 */
public record StartProgress(Instant begun, Duration deadline, @Nullable Duration alive, @Nullable Duration portOpen,
		@Nullable Duration answering, String lastLine) {
}
