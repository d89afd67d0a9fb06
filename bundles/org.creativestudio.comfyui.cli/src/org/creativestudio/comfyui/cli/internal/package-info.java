// SPDX-License-Identifier: EPL-2.0
/**
 * The command line: a headless application with one class for each verb. Results go to standard output, messages to standard
 * error.
 */
@NonNullByDefault
package org.creativestudio.comfyui.cli.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
