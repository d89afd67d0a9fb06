// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client;

/**
 * One thing that is wrong with a prompt or an input of a node.
 *
 * @param type    ComfyUI's word, such as {@code required_input_missing}
 * @param message in English, by ComfyUI
 * @param details by ComfyUI; empty when there are none; often the input's name
 * @param input   the input that it is about; empty when it is about none
 */
public record PromptError(String type, String message, String details, String input) {
}
