// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.time.Duration;
import java.util.List;

import org.creativestudio.comfyui.embedded.internal.image.Tensor;

/** Nodes for trying things out: they take time or fail on purpose. A real ComfyUI doesn't have them. */
final class TestNodes {

	private static final String MODULE = "custom_nodes.test_nodes";
	private static final List<String> IMAGE = List.of("IMAGE");

	private TestNodes() {
	}

	static List<NodeType> all() {
		return List.of(slowSteps(), sleeper(), boom());
	}

	private static NodeType slowSteps() {
		return NodeType.of(NodeSchema.of("SlowSteps", "SlowSteps", MODULE, "test", IMAGE, InputSpec.link("image", "IMAGE"),
				InputSpec.integer("steps", 5, 1, 10000), InputSpec.decimal("delay", 0.2, 0.0, 60.0),
				InputSpec.bool("preview", false), InputSpec.integer("seed", 0, 0, 0).withoutRange()), (in, context) -> {
					Tensor image = in.image("image");
					int steps = in.integer("steps");
					boolean preview = in.bool("preview");
					for (int step = 1; step <= steps; step++) {
						context.pause(seconds(in.decimal("delay")));
						context.progress(step, steps, preview ? image : null);
					}
					return NodeResult.of(image);
				});
	}

	private static NodeType sleeper() {
		return NodeType.of(
				NodeSchema.of("Sleeper", "Sleeper", MODULE, "test", IMAGE, InputSpec.link("image", "IMAGE"),
						InputSpec.decimal("seconds", 1.0, 0.0, 600.0), InputSpec.integer("seed", 0, 0, 0).withoutRange()),
				(in, context) -> {
					context.block(seconds(in.decimal("seconds")));
					return NodeResult.of(in.image("image"));
				});
	}

	private static NodeType boom() {
		return NodeType.of(NodeSchema.of("Boom", "Boom", MODULE, "test", IMAGE, InputSpec.link("image", "IMAGE"),
				InputSpec.string("message", "boom")), (in, context) -> {
					throw new NodeFailure("ValueError", in.string("message"));
				});
	}

	private static Duration seconds(double seconds) {
		return Duration.ofNanos((long) (seconds * 1e9));
	}
}
