// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.metrics;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends after so many bytes. */
final class Bounded extends FilterInputStream {

	private long left;

	Bounded(InputStream in, long limit) {
		super(in);
		left = limit;
	}

	@Override
	public int read() throws IOException {
		int value = left > 0 ? super.read() : -1;
		if (value >= 0)
			left--;
		return value;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (left <= 0)
			return -1;
		int count = super.read(buffer, offset, (int) Math.min(length, left));
		if (count > 0)
			left -= count;
		return count;
	}
}
