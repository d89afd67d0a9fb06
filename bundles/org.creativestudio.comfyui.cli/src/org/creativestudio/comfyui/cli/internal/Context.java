// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

/** What every verb is given. */
public record Context(Services services, Terminal terminal, Interruption interruption) {
}
