// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.image;

import java.util.List;

/** The blend modes of ComfyUI's ImageBlend, for one value each. */
public enum Blend {
	normal {
		@Override
		float mix(float a, float b) {
			return b;
		}
	},
	multiply {
		@Override
		float mix(float a, float b) {
			return a * b;
		}
	},
	screen {
		@Override
		float mix(float a, float b) {
			return 1 - (1 - a) * (1 - b);
		}
	},
	overlay {
		@Override
		float mix(float a, float b) {
			return a <= 0.5f ? 2 * a * b : 1 - 2 * (1 - a) * (1 - b);
		}
	},
	soft_light {
		@Override
		float mix(float a, float b) {
			if (b <= 0.5f) {
				return a - (1 - 2 * b) * a * (1 - a);
			}
			float g = a <= 0.25f ? ((16 * a - 12) * a + 4) * a : (float) Math.sqrt(a);
			return a + (2 * b - 1) * (g - a);
		}
	},
	difference {
		@Override
		float mix(float a, float b) {
			return a - b;
		}
	};

	/** In the order of ComfyUI's list. */
	public static final List<String> NAMES = List.of("normal", "multiply", "screen", "overlay", "soft_light", "difference");

	abstract float mix(float a, float b);

	/** Both of the same size and channels; a batch of one meets each image of the other. */
	public Tensor apply(Tensor first, Tensor second, float factor) {
		if (first.batch() != second.batch() && first.batch() != 1 && second.batch() != 1) {
			throw new IllegalArgumentException("The size of tensor a (" + first.batch() + ") must match the size of tensor b ("
					+ second.batch() + ") at non-singleton dimension 0");
		}
		int batch = Math.max(first.batch(), second.batch());
		Tensor out = Tensor.allocate(batch, first.height(), first.width(), first.channels());
		int image = first.height() * first.width() * first.channels();
		for (int b = 0; b < batch; b++) {
			int one = b % first.batch() * image;
			int two = b % second.batch() * image;
			int target = b * image;
			for (int i = 0; i < image; i++) {
				float a = first.data()[one + i];
				float value = a * (1 - factor) + mix(a, second.data()[two + i]) * factor;
				out.data()[target + i] = Math.max(0, Math.min(1, value));
			}
		}
		return out;
	}
}
