// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.time.Duration;
import java.util.Map;

import org.creativestudio.comfyui.embedded.internal.image.Tensor;
import org.eclipse.jdt.annotation.Nullable;

/** What a running node may ask of its server. */
public interface NodeContext {

	/** Reports progress, and ends the node by an unchecked exception when it was interrupted. */
	void progress(int value, int max, @Nullable Tensor preview);

	/** Waits so long, times the server's speed factor; ends early, with an exception, on an interrupt. */
	void pause(Duration duration);

	/** Waits so long, times the server's speed factor, deaf to interrupts: the end of the server alone wakes it. */
	void block(Duration duration);

	/** What goes into an image's text chunks: the prompt and what the client sent along. Empty without metadata. */
	Map<String, String> imageText();
}
