// SPDX-License-Identifier: EPL-2.0
/**
 * Implementation of the services of this bundle; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.workflow.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
