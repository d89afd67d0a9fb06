// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.creativestudio.benchmarks.FuzzFiles;
import org.creativestudio.benchmarks.FuzzMeter;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.configuration.FileContents;

/** The reader of exported files and of the first Creative Studio's. What it takes is looked at as the preview does. */
public final class FuzzedImport {

	private FuzzedImport() {
	}

	public static void fuzzerTestOneInput(byte[] data) throws IOException {
		Path file = FuzzFiles.write("import.json", data); //$NON-NLS-1$
		FuzzMeter.measure(() -> read(file));
	}

	public static void fuzzerTearDown() {
		FuzzMeter.end();
	}

	/** Also for the measurement of memory. */
	public static void read(Path file) throws IOException {
		if (!Files.exists(file))
			throw new IOException("there is no " + file); //$NON-NLS-1$
		try {
			FileContents contents = ImportFile.read(file, () -> null);
			for (InstanceConfiguration instance : contents.instances())
				InstanceValidator.findings(instance, contents.instances(), FleetSettings.DEFAULTS);
		} catch (InstanceException e) {
			return; // refused with a reason
		}
	}
}
