// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.image;

/** Gaussian blur as ComfyUI's ImageBlur: the kernel spans -1 to 1, edges are mirrored without repeating the edge pixel. */
public final class Blur {

	private Blur() {
	}

	public static Tensor gaussian(Tensor in, int radius, double sigma) {
		if (radius >= in.width() || radius >= in.height()) {
			throw new IllegalArgumentException(
					"Padding size should be less than the corresponding input dimension, but got: padding " + radius
							+ " for an image of " + in.width() + " x " + in.height());
		}
		float[] kernel = kernel(radius, sigma);
		Tensor middle = Tensor.allocate(in.batch(), in.height(), in.width(), in.channels());
		Tensor out = Tensor.allocate(in.batch(), in.height(), in.width(), in.channels());
		for (int b = 0; b < in.batch(); b++) {
			horizontal(in, middle, b, kernel, radius);
			vertical(middle, out, b, kernel, radius);
		}
		return out;
	}

	private static float[] kernel(int radius, double sigma) {
		int size = 2 * radius + 1;
		double[] values = new double[size];
		double sum = 0;
		for (int i = 0; i < size; i++) {
			double x = -1 + 2.0 * i / (size - 1);
			values[i] = Math.exp(-x * x / (2 * sigma * sigma));
			sum += values[i];
		}
		float[] kernel = new float[size];
		for (int i = 0; i < size; i++) {
			kernel[i] = (float) (values[i] / sum);
		}
		return kernel;
	}

	private static int mirror(int i, int size) {
		return i < 0 ? -i : i >= size ? 2 * size - 2 - i : i;
	}

	private static void horizontal(Tensor in, Tensor out, int b, float[] kernel, int radius) {
		int channels = in.channels();
		int[] taps = new int[kernel.length];
		for (int x = 0; x < in.width(); x++) {
			for (int k = 0; k < taps.length; k++) {
				taps[k] = mirror(x + k - radius, in.width()) * channels;
			}
			for (int y = 0; y < in.height(); y++) {
				int line = in.offset(b, y, 0);
				for (int c = 0; c < channels; c++) {
					float sum = 0;
					for (int k = 0; k < taps.length; k++) {
						sum += kernel[k] * in.data()[line + taps[k] + c];
					}
					out.data()[line + x * channels + c] = sum;
				}
			}
		}
	}

	private static void vertical(Tensor in, Tensor out, int b, float[] kernel, int radius) {
		int line = in.width() * in.channels();
		for (int y = 0; y < in.height(); y++) {
			int target = out.offset(b, y, 0);
			for (int k = 0; k < kernel.length; k++) {
				int source = in.offset(b, mirror(y + k - radius, in.height()), 0);
				float weight = kernel[k];
				for (int i = 0; i < line; i++) {
					out.data()[target + i] += weight * in.data()[source + i];
				}
			}
		}
	}
}
