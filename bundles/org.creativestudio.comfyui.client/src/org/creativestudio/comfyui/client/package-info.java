// SPDX-License-Identifier: EPL-2.0
/**
 * ComfyUI's protocol, typed: HTTP requests, their answers, and the events of the WebSocket. Protocol facts are from recordings of
 * ComfyUI 0.3.64 and the source of 0.38. Every call returns a future that has a deadline and whose cancellation ends the exchange.
 */
@NonNullByDefault
package org.creativestudio.comfyui.client;

import org.eclipse.jdt.annotation.NonNullByDefault;
