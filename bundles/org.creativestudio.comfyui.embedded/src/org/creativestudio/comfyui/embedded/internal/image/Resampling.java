// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.image;

import java.util.Arrays;

/** Scaling, with the pixel positions and kernels of torch's interpolate and, for Lanczos, of Pillow. */
public final class Resampling {

	private Resampling() {
	}

	/** For each output position the first source position and the weights from there on. */
	private record Axis(int[] start, float[][] weights) {
	}

	/**
	 * Scales to the given size.
	 *
	 * @param method nearest-exact, bilinear, area, bicubic or lanczos
	 * @param center whether to cut the source to the new aspect ratio first
	 */
	public static Tensor scale(Tensor source, int width, int height, String method, boolean center) {
		Tensor cropped = center ? cropToAspect(source, width, height) : source;
		if (cropped.width() == width && cropped.height() == height && !method.equals("lanczos")) {
			return cropped;
		}
		boolean lanczos = method.equals("lanczos");
		Tensor rounded = lanczos ? toBytes(cropped) : cropped;
		Tensor wide = horizontal(rounded, axis(method, cropped.width(), width));
		Tensor narrow = vertical(lanczos ? toBytes(wide) : wide, axis(method, cropped.height(), height));
		return lanczos ? toBytes(narrow) : narrow;
	}

	private static Tensor cropToAspect(Tensor source, int width, int height) {
		double oldAspect = (double) source.width() / source.height();
		double newAspect = (double) width / height;
		int x = 0;
		int y = 0;
		if (oldAspect > newAspect) {
			x = (int) Math.rint((source.width() - source.width() * (newAspect / oldAspect)) / 2);
		} else if (oldAspect < newAspect) {
			y = (int) Math.rint((source.height() - source.height() * (oldAspect / newAspect)) / 2);
		}
		return source.crop(x, y, source.width() - 2 * x, source.height() - 2 * y);
	}

	private static Axis axis(String method, int in, int out) {
		int[] start = new int[out];
		float[][] weights = new float[out][];
		double ratio = (double) in / out;
		for (int i = 0; i < out; i++) {
			switch (method) {
			case "nearest-exact" -> {
				start[i] = Math.min(in - 1, (int) Math.floor((i + 0.5) * ratio));
				weights[i] = new float[] { 1 };
			}
			case "bilinear" -> {
				double position = Math.max(0, (i + 0.5) * ratio - 0.5);
				start[i] = Math.min(in - 1, (int) position);
				float fraction = (float) (position - start[i]);
				weights[i] = start[i] + 1 < in ? new float[] { 1 - fraction, fraction } : new float[] { 1 };
			}
			case "area" -> {
				start[i] = (int) ((long) i * in / out);
				int end = (int) (((i + 1L) * in + out - 1) / out);
				weights[i] = new float[end - start[i]];
				Arrays.fill(weights[i], 1f / (end - start[i]));
			}
			case "bicubic" -> clampedTaps(i, (i + 0.5) * ratio - 0.5, in, start, weights);
			case "lanczos" -> lanczosTaps(i, ratio, in, start, weights);
			default -> throw new IllegalArgumentException("Unknown upscale method " + method);
			}
		}
		return new Axis(start, weights);
	}

	/** Bicubic with a = -0.75; taps beyond the edge take the edge's value. */
	private static void clampedTaps(int i, double position, int in, int[] start, float[][] weights) {
		int floor = (int) Math.floor(position);
		double t = position - floor;
		int first = Math.max(0, Math.min(in - 1, floor - 1));
		int last = Math.max(0, Math.min(in - 1, floor + 2));
		float[] w = new float[last - first + 1];
		for (int k = -1; k <= 2; k++) {
			int tap = Math.max(0, Math.min(in - 1, floor + k));
			w[tap - first] += (float) cubic(Math.abs(t - k));
		}
		start[i] = first;
		weights[i] = w;
	}

	private static double cubic(double x) {
		double a = -0.75;
		if (x <= 1) {
			return ((a + 2) * x - (a + 3)) * x * x + 1;
		}
		return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
	}

	private static void lanczosTaps(int i, double ratio, int in, int[] start, float[][] weights) {
		double scale = Math.max(1, ratio);
		double support = 3 * scale;
		double center = (i + 0.5) * ratio;
		int first = Math.max(0, (int) (center - support + 0.5));
		int end = Math.min(in, (int) (center + support + 0.5));
		double[] w = new double[end - first];
		double sum = 0;
		for (int k = 0; k < w.length; k++) {
			w[k] = lanczos((k + first - center + 0.5) / scale);
			sum += w[k];
		}
		float[] normal = new float[w.length];
		for (int k = 0; k < w.length; k++) {
			normal[k] = (float) (w[k] / sum);
		}
		start[i] = first;
		weights[i] = normal;
	}

	private static double lanczos(double x) {
		return x > -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
	}

	private static double sinc(double x) {
		if (x == 0) {
			return 1;
		}
		double angle = x * Math.PI;
		return Math.sin(angle) / angle;
	}

	private static Tensor horizontal(Tensor in, Axis axis) {
		int channels = in.channels();
		Tensor out = Tensor.allocate(in.batch(), in.height(), axis.start.length, channels);
		float[] from = in.data();
		float[] to = out.data();
		int rows = in.batch() * in.height();
		for (int row = 0; row < rows; row++) {
			int rowStart = row * in.width() * channels;
			int target = row * out.width() * channels;
			for (int x = 0; x < out.width(); x++) {
				float[] weights = axis.weights[x];
				int base = rowStart + axis.start[x] * channels;
				for (int c = 0; c < channels; c++) {
					float sum = 0;
					for (int k = 0; k < weights.length; k++) {
						sum += weights[k] * from[base + k * channels + c];
					}
					to[target++] = sum;
				}
			}
		}
		return out;
	}

	private static Tensor vertical(Tensor in, Axis axis) {
		int line = in.width() * in.channels();
		Tensor out = Tensor.allocate(in.batch(), axis.start.length, in.width(), in.channels());
		float[] from = in.data();
		float[] to = out.data();
		for (int b = 0; b < in.batch(); b++) {
			for (int y = 0; y < out.height(); y++) {
				float[] weights = axis.weights[y];
				int target = (b * out.height() + y) * line;
				for (int k = 0; k < weights.length; k++) {
					int base = (b * in.height() + axis.start[y] + k) * line;
					float weight = weights[k];
					for (int i = 0; i < line; i++) {
						to[target + i] += weight * from[base + i];
					}
				}
			}
		}
		return out;
	}

	/** Rounded to the 256 values that an 8 bit image has, as Pillow keeps it between its two passes. */
	private static Tensor toBytes(Tensor in) {
		Tensor out = Tensor.allocate(in.batch(), in.height(), in.width(), in.channels());
		for (int i = 0; i < in.data().length; i++) {
			out.data()[i] = Math.max(0, Math.min(255, Math.round(in.data()[i] * 255f))) / 255f;
		}
		return out;
	}
}
