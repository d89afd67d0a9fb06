// SPDX-License-Identifier: EPL-2.0
/**
 * A small ComfyUI-compatible server that really runs graphs of model-free image nodes: a demo engine, in its own process or in a test's.
 */
@NonNullByDefault
package org.creativestudio.comfyui.embedded;

import org.eclipse.jdt.annotation.NonNullByDefault;
