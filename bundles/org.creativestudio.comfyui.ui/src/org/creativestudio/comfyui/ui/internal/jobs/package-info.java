// SPDX-License-Identifier: EPL-2.0
/**
 * The Workflows view: all jobs and how they do; not API.
 */
@NonNullByDefault
package org.creativestudio.comfyui.ui.internal.jobs;

import org.eclipse.jdt.annotation.NonNullByDefault;
