// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.nodes;

import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.embedded.internal.image.Resampling;
import org.creativestudio.comfyui.embedded.internal.image.Tensor;
import org.eclipse.jdt.annotation.Nullable;

/** Nodes about masks. */
final class MaskNodes {

	private static final String MODULE = "comfy_extras.nodes_mask";
	private static final List<String> MASK = List.of("MASK");

	private MaskNodes() {
	}

	static List<NodeType> all() {
		return List.of(imageCompositeMasked(), solidMask(), invertMask(), maskToImage(), imageToMask());
	}

	private static NodeType imageCompositeMasked() {
		return NodeType.of(NodeSchema.of("ImageCompositeMasked", "ImageCompositeMasked", MODULE, "image", List.of("IMAGE"),
				InputSpec.link("destination", "IMAGE"), InputSpec.link("source", "IMAGE"), ImageNodes.side("x", 0, 0),
				ImageNodes.side("y", 0, 0), InputSpec.bool("resize_source", false),
				InputSpec.link("mask", "MASK").optional()), (in, context) -> {
					Tensor destination = in.image("destination");
					Tensor source = in.image("source").withChannels(destination.channels());
					if (in.bool("resize_source")) {
						source = Resampling.scale(source, destination.width(), destination.height(), "bilinear", false);
					}
					source = source.withBatch(destination.batch());
					Tensor mask = in.optionalImage("mask");
					if (mask != null) {
						mask = Resampling.scale(mask, source.width(), source.height(), "bilinear", false).withBatch(source.batch());
					}
					return NodeResult.of(composite(destination, source, in.integer("x"), in.integer("y"), mask));
				});
	}

	private static Tensor composite(Tensor destination, Tensor source, int x, int y, @Nullable Tensor mask) {
		Tensor out = Tensor.allocate(destination.batch(), destination.height(), destination.width(), destination.channels());
		System.arraycopy(destination.data(), 0, out.data(), 0, out.data().length);
		int width = Math.min(source.width(), destination.width() - x);
		int height = Math.min(source.height(), destination.height() - y);
		for (int b = 0; b < out.batch(); b++) {
			for (int row = 0; row < height; row++) {
				for (int column = 0; column < width; column++) {
					float share = mask == null ? 1f : mask.get(b, row, column, 0);
					int target = out.offset(b, y + row, x + column);
					int from = source.offset(b, row, column);
					for (int c = 0; c < out.channels(); c++) {
						out.data()[target + c] = share * source.data()[from + c] + (1 - share) * out.data()[target + c];
					}
				}
			}
		}
		return out;
	}

	private static NodeType solidMask() {
		return NodeType.of(NodeSchema.of("SolidMask", "SolidMask", MODULE, "mask", MASK,
				InputSpec.decimal("value", 1.0, 0.0, 1.0).with("step", 0.01), ImageNodes.side("width", 512, 1),
				ImageNodes.side("height", 512, 1)), (in, context) -> {
					Tensor mask = Tensor.mask(1, in.integer("height"), in.integer("width"));
					Arrays.fill(mask.data(), (float) in.decimal("value"));
					return NodeResult.of(mask);
				});
	}

	private static NodeType invertMask() {
		return NodeType.of(NodeSchema.of("InvertMask", "InvertMask", MODULE, "mask", MASK, InputSpec.link("mask", "MASK")),
				(in, context) -> {
					Tensor mask = in.image("mask");
					Tensor out = Tensor.mask(mask.batch(), mask.height(), mask.width());
					for (int i = 0; i < out.data().length; i++) {
						out.data()[i] = 1f - mask.data()[i];
					}
					return NodeResult.of(out);
				});
	}

	private static NodeType maskToImage() {
		return NodeType.of(NodeSchema.of("MaskToImage", "Convert Mask to Image", MODULE, "mask", List.of("IMAGE"),
				InputSpec.link("mask", "MASK")), (in, context) -> {
					Tensor mask = in.image("mask");
					Tensor out = Tensor.allocate(mask.batch(), mask.height(), mask.width(), 3);
					for (int i = 0; i < out.data().length; i++) {
						out.data()[i] = mask.data()[i / 3];
					}
					return NodeResult.of(out);
				});
	}

	private static NodeType imageToMask() {
		List<String> channels = List.of("red", "green", "blue", "alpha");
		return NodeType.of(NodeSchema.of("ImageToMask", "Convert Image to Mask", MODULE, "mask", MASK,
				InputSpec.link("image", "IMAGE"), InputSpec.combo("channel", channels)), (in, context) -> {
					Tensor image = in.image("image");
					int channel = channels.indexOf(in.string("channel"));
					if (channel >= image.channels()) {
						throw new NodeFailure("IndexError", "index " + channel + " is out of bounds for dimension 3 with size "
								+ image.channels());
					}
					Tensor out = Tensor.mask(image.batch(), image.height(), image.width());
					for (int i = 0; i < out.data().length; i++) {
						out.data()[i] = image.data()[i * image.channels() + channel];
					}
					return NodeResult.of(out);
				});
	}
}
