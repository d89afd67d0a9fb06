// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;
import java.util.Locale;

import org.creativestudio.comfyui.core.launching.ComputeDevice;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;

/** The GPUs of this computer. */
@Command(name = "devices", description = "${bundle:verb.devices}")
final class DevicesVerb extends Verb {

	private static final double GIB = 1L << 30;

	DevicesVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		List<ComputeDevice> devices = services().devices().list();
		if (json) {
			JsonArray array = new JsonArray();
			for (ComputeDevice device : devices) {
				JsonObject object = new JsonObject();
				object.addProperty("device", device.device()); //$NON-NLS-1$
				object.addProperty("maker", InstanceViews.word(device.maker())); //$NON-NLS-1$
				object.addProperty("name", device.name()); //$NON-NLS-1$
				object.addProperty("uuid", device.uuid()); //$NON-NLS-1$
				object.addProperty("memoryTotal", device.memoryTotal()); //$NON-NLS-1$
				object.addProperty("memoryUsed", device.memoryUsed()); //$NON-NLS-1$
				array.add(object);
			}
			JsonObject document = new JsonObject();
			document.add("devices", array); //$NON-NLS-1$
			terminal().json(document);
			return ExitCode.DONE;
		}
		Table table = new Table(Messages.column_device, Messages.column_name, Messages.column_memory, Messages.column_uuid);
		for (ComputeDevice device : devices)
			table.add(device.device(), device.name(), memory(device.memoryTotal()), device.uuid() == null ? "-" : device.uuid()); //$NON-NLS-1$
		table.print(terminal().out());
		if (devices.isEmpty())
			terminal().say(Messages.no_devices);
		return ExitCode.DONE;
	}

	private static String memory(Long bytes) {
		return bytes == null ? "-" : String.format(Locale.ROOT, "%.1f GiB", bytes / GIB); //$NON-NLS-1$ //$NON-NLS-2$
	}
}
