// SPDX-License-Identifier: EPL-2.0
/** Workflow files, their conversion, and jobs against embedded servers. */
@NonNullByDefault
package org.creativestudio.comfyui.workflow.tests;

import org.eclipse.jdt.annotation.NonNullByDefault;
