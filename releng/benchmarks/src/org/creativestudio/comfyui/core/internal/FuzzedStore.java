// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;

import org.creativestudio.benchmarks.FuzzMeter;
import org.creativestudio.comfyui.core.configuration.BoundedJson;

import com.google.gson.JsonElement;

/** The reader of {@code instances.json}. What it takes must come back the same when it is written and read again. */
public final class FuzzedStore {

	private FuzzedStore() {
	}

	public static void fuzzerTestOneInput(byte[] data) throws IOException {
		FuzzMeter.measure(() -> {
			try {
				parse(BoundedJson.read(new ByteArrayInputStream(data)));
			} catch (BoundedJson.JsonException | Document.DocumentException e) {
				return; // refused with a reason
			}
		});
	}

	private static void parse(JsonElement json) throws IOException {
		String written = Document.parse(json).toJson().toString();
		String again = Document.parse(BoundedJson.parse(written)).toJson().toString();
		if (!again.equals(written))
			throw new IllegalStateException("changed by a round trip: " + written + "\nto: " + again); //$NON-NLS-1$ //$NON-NLS-2$
	}

	public static void fuzzerTearDown() {
		FuzzMeter.end();
	}

	/** For the measurement of memory. */
	public static void read(Path file) throws IOException {
		try {
			Document.parse(BoundedJson.read(file));
		} catch (BoundedJson.JsonException | Document.DocumentException e) {
			return; // refused with a reason
		}
	}
}
