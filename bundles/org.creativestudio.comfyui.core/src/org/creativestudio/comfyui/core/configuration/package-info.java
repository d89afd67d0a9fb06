// SPDX-License-Identifier: EPL-2.0
/**
 * Export, import, backups and checks of the configuration of a home.
 */
@NonNullByDefault
package org.creativestudio.comfyui.core.configuration;

import org.eclipse.jdt.annotation.NonNullByDefault;
