// SPDX-License-Identifier: EPL-2.0
/**
 * Running workflows: what to run, how, where it is, and what came of it.
 */
@NonNullByDefault({ DefaultLocation.PARAMETER, DefaultLocation.RETURN_TYPE, DefaultLocation.FIELD })
package org.creativestudio.comfyui.workflow;

import org.eclipse.jdt.annotation.DefaultLocation;
import org.eclipse.jdt.annotation.NonNullByDefault;
