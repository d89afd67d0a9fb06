// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/**
 * A file at the server, as {@code /view} takes it. The parts are the server's words: never use them as a path of this computer.
 *
 * @param type {@code output}, {@code temp} or {@code input}
 */
public record OutputFile(String filename, String subfolder, String type) {
}
