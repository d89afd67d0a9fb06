// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.testing.FakeComfy;
import org.creativestudio.comfyui.testing.FakeComfy.Behaviour;

/**
 * A home whose instances are small servers that only look like ComfyUI.
 *
 * @param home  directory of the home
 * @param ids   of the instances, unlike any other's on this computer
 * @param ports in the same order
 */
record FakeFleet(Path home, List<String> ids, List<Integer> ports) {

	private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)"); //$NON-NLS-1$

	/** @param policy of restarts */
	static FakeFleet of(Path scratch, String name, int count, Behaviour behaviour, int lines, String policy) throws IOException {
		Path classes = Path.of(System.getProperty("creativestudio.testing")); //$NON-NLS-1$
		Path comfy = FakeComfy.install(scratch.resolve(name).resolve("ComfyUI"), classes); //$NON-NLS-1$
		Path home = Files.createDirectories(scratch.resolve(name).resolve("home")); //$NON-NLS-1$
		List<String> ids = new ArrayList<>();
		List<Integer> ports = freePorts(count);
		StringBuilder json = new StringBuilder("{\"schemaVersion\": 1, \"instances\": ["); //$NON-NLS-1$
		for (int i = 0; i < count; i++) {
			String id = name + '-' + ProcessHandle.current().pid() + '-' + i;
			ids.add(id);
			json.append(String.format(Locale.ROOT,
					"%s{\"id\": \"%s\", \"name\": \"%s\", \"kind\": \"comfyui\", \"host\": \"127.0.0.1\", \"port\": %d, \"gpuDevice\": \"cpu\", " //$NON-NLS-1$
							+ "\"comfyuiDirectory\": \"%s\", \"restartPolicy\": \"%s\", \"autoStart\": true, \"environment\": {\"%s\": \"%s\", \"%s\": \"%d\"}}", //$NON-NLS-1$
					i == 0 ? "" : ", ", id, id, ports.get(i), comfy, policy, FakeComfy.BEHAVIOUR, behaviour, FakeComfy.LINES, lines)); //$NON-NLS-1$ //$NON-NLS-2$
		}
		Files.writeString(home.resolve("instances.json"), json.append("]}")); //$NON-NLS-1$ //$NON-NLS-2$
		return new FakeFleet(home, ids, ports);
	}

	private static List<Integer> freePorts(int count) throws IOException {
		List<ServerSocket> held = new ArrayList<>();
		try {
			List<Integer> ports = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				held.add(socket);
				ports.add(socket.getLocalPort());
			}
			return ports;
		} finally {
			for (ServerSocket socket : held)
				socket.close();
		}
	}

	/** The process that its run file names, if it lives. */
	Optional<ProcessHandle> server(String id) {
		try {
			Matcher pid = PID.matcher(Files.readString(home.resolve("run").resolve(id + ".json"))); //$NON-NLS-1$ //$NON-NLS-2$
			return pid.find() ? ProcessHandle.of(Long.parseLong(pid.group(1))) : Optional.empty();
		} catch (IOException e) {
			return Optional.empty();
		}
	}
}
