// SPDX-License-Identifier: EPL-2.0
/**
 * What is right and wrong with the configuration of an instance: the same for dialogs, command line, files and imports.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.validation;

import org.eclipse.jdt.annotation.NonNullByDefault;
