// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow;

import java.nio.file.Path;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonObject;

/**
 * A ComfyUI graph as it was read, not yet for any instance.
 *
 * @param name   for people, mostly the file's name
 * @param format what {@code graph} is
 * @param graph  the document itself; treat as immutable
 * @param file   where it came from; null when it did not come from a file
 */
public record Workflow(String name, Format format, JsonObject graph, @Nullable Path file) {

	/** The two forms in which ComfyUI saves a graph. */
	public enum Format {
		/** node id to {@code class_type} and {@code inputs}: what {@code POST /prompt} takes. */
		API,
		/** nodes, links and positions, as the web editor saves it; converted with the instance's {@code /object_info}. */
		EDITOR
	}
}
