// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.http;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** The answer of /system_stats: ComfyUI's fields, and one that says that this is a demo engine. */
public final class SystemStats {

	/** Version of this server. */
	public static final String VERSION = "1.0.0";
	/** The version of ComfyUI that this server behaves like. */
	public static final String COMFYUI_VERSION = "0.3.64+creativestudio.embedded";
	/** What this server says about itself. */
	public static final String NOTE = "Creative Studio's demo engine: it runs model-free image nodes only and is not ComfyUI itself";

	private SystemStats() {
	}

	static JsonObject get(List<String> arguments) {
		long total = memory("getTotalMemorySize");
		long free = memory("getFreeMemorySize");
		String java = "none (Java " + System.getProperty("java.version") + ")";
		JsonObject system = new JsonObject();
		system.addProperty("os", System.getProperty("os.name").startsWith("Windows") ? "nt" : "posix");
		system.addProperty("ram_total", total);
		system.addProperty("ram_free", free);
		system.addProperty("comfyui_version", COMFYUI_VERSION);
		system.addProperty("required_frontend_version", "1.27.10");
		system.add("installed_templates_version", JsonNull.INSTANCE);
		system.addProperty("required_templates_version", "0.1.95");
		system.addProperty("python_version", java);
		system.addProperty("pytorch_version", "none");
		system.addProperty("embedded_python", false);
		JsonArray argv = new JsonArray();
		argv.add("main.py");
		argv.addAll(PythonJson.array(arguments));
		system.add("argv", argv);
		JsonObject device = new JsonObject();
		device.addProperty("name", "cpu");
		device.addProperty("type", "cpu");
		device.add("index", JsonNull.INSTANCE);
		device.addProperty("vram_total", total);
		device.addProperty("vram_free", free);
		device.addProperty("torch_vram_total", total);
		device.addProperty("torch_vram_free", free);
		JsonArray devices = new JsonArray();
		devices.add(device);
		JsonObject embedded = new JsonObject();
		embedded.addProperty("version", VERSION);
		embedded.addProperty("note", NOTE);
		JsonObject stats = new JsonObject();
		stats.add("system", system);
		stats.add("devices", devices);
		stats.add("creative_studio_embedded", embedded);
		return stats;
	}

	/** The JDK's own extension of the bean is not in the standard, so it is asked by name; else the memory of this process. */
	private static long memory(String getter) {
		OperatingSystemMXBean bean = ManagementFactory.getOperatingSystemMXBean();
		try {
			Class<?> extended = Class.forName("com.sun.management.OperatingSystemMXBean");
			return (Long) extended.getMethod(getter).invoke(bean);
		} catch (ReflectiveOperationException | IllegalArgumentException e) {
			Runtime runtime = Runtime.getRuntime();
			return getter.contains("Total") ? runtime.maxMemory()
					: runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
		}
	}
}
