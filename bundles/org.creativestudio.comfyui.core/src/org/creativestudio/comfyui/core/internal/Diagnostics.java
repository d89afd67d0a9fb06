// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.Secrets;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.launching.InstanceLog;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

import com.google.gson.JsonObject;

/** What a bug report about an instance needs, with secrets and the user's home directory hidden. English: others read it. */
record Diagnostics(InstanceSnapshot instance, StudioHome home, SecretMask mask) {

	private static final int LINES = 100;

	/** Blocks for the disk. */
	String text() {
		InstanceConfiguration configuration = instance.configuration();
		StringBuilder text = new StringBuilder();
		section(text, "Creative Studio"); //$NON-NLS-1$
		Bundle bundle = FrameworkUtil.getBundle(Diagnostics.class);
		line(text, "version", bundle == null ? "unknown" : bundle.getVersion().toString()); //$NON-NLS-1$ //$NON-NLS-2$
		line(text, "Java", System.getProperty("java.vm.name") + ' ' + System.getProperty("java.version")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		line(text, "system", //$NON-NLS-1$
				System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ' ' + System.getProperty("os.arch")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		section(text, "Instance"); //$NON-NLS-1$
		line(text, "status", instance.status().name().toLowerCase(java.util.Locale.ROOT) + " since " + instance.since()); //$NON-NLS-1$ //$NON-NLS-2$
		line(text, "activity", instance.activity()); //$NON-NLS-1$
		line(text, "health", instance.health().health() + ": " + instance.health().reason()); //$NON-NLS-1$ //$NON-NLS-2$
		StartProgress start = instance.starting();
		if (start != null)
			line(text, "start", "process after " + start.alive() + ", port after " + start.portOpen() + ", answer after " //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
					+ start.answering());
		ServerFacts server = instance.server();
		if (server != null)
			line(text, "server", server.toString()); //$NON-NLS-1$
		ProcessIdentity process = instance.process();
		if (process != null) {
			line(text, "pid", Long.toString(process.pid())); //$NON-NLS-1$
			line(text, "command", process.command().isEmpty() ? "" : String.join(" ", Secrets.mask(process.command()))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
		section(text, "Configuration"); //$NON-NLS-1$
		JsonObject json = ConfigurationJson.write(configuration.toBuilder().environment(masked(configuration.environment()))
				.extraArguments(Secrets.mask(configuration.extraArguments())).unknown(new JsonObject()).build());
		json.entrySet().forEach(member -> line(text, member.getKey(), member.getValue().toString()));
		section(text, "Last output"); //$NON-NLS-1$
		List<String> output = new InstanceLog(home.log(instance.id())).lastLines(LINES);
		text.append(output.isEmpty() ? "(none)" : String.join("\n", output)).append('\n'); //$NON-NLS-1$ //$NON-NLS-2$
		return mask.mask(Secrets.mask(text.toString(), configuration.environment())).replace(userHome(), "~"); //$NON-NLS-1$
	}

	private static String userHome() {
		@Nullable
		String home = System.getProperty("user.home"); //$NON-NLS-1$
		// Not where it would replace every slash.
		return home != null && Path.of(home).getNameCount() > 0 ? home : "\u0000"; //$NON-NLS-1$
	}

	private static Map<String, String> masked(Map<String, String> environment) {
		return environment.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
				variable -> Secrets.isSecret(variable.getKey()) ? Secrets.MASK : variable.getValue()));
	}

	private static void section(StringBuilder text, String title) {
		text.append(text.isEmpty() ? "" : "\n").append("== ").append(title).append('\n'); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private static void line(StringBuilder text, String name, String value) {
		text.append(name).append(": ").append(value).append('\n'); //$NON-NLS-1$
	}
}
