// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.internal.PathRules;
import org.creativestudio.comfyui.core.internal.PathRules.System;
import org.creativestudio.comfyui.core.internal.ReservedPorts;
import org.creativestudio.comfyui.testing.Hostile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and ports of all systems, on any of them. */
class PathRulesTest {

	@TempDir
	Path directory;

	private static boolean refused(System system, String path) {
		PathRules rules = new PathRules(system);
		return rules.problem(path) != null || rules.isSystem(path);
	}

	@ParameterizedTest
	@EnumSource
	void theCorpusIsRefusedOnEverySystem(System system) {
		assertThat(Stream.concat(Hostile.paths().stream(), Hostile.relativePaths().stream()).filter(path -> !refused(system, path))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "C:\\Users\\me\\ComfyUI\\output", "D:/models", "d:\\a.b\\x", "C:\\console\\comet1\\auxiliary", "E:\\Größe 1\\x" })
	void usualPathsOfWindowsAreGood(String path) {
		assertThat(refused(System.WINDOWS, path)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/home/me/ComfyUI/output", "/mnt/models", "/opt/comfy ui/x", "/data/aux/con", "/Users/me/a:b", "/tmp/x\\y", "/etcetera", "/media/me/🚀" })
	void usualPathsOfUnixAreGood(String path) {
		assertThat(refused(System.LINUX, path)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "MAC,/ETC/x", "MAC,/library/x", "MAC,/private/etc/x", "WINDOWS,c:\\WINDOWS\\x", "WINDOWS,D:\\program files (X86)\\y", "LINUX,/usr",
			"MAC,/Users/me/.SSH/x", "WINDOWS,C:\\" })
	void caseCountsOnlyWhereTheSystemSaysSo(System system, String path) {
		assertThat(new PathRules(system).isSystem(path)).isTrue();
		assertThat(new PathRules(System.LINUX).isSystem("/ETC/x")).isFalse();
	}

	@Test
	void portsThatTheSystemUsesAreKnown() throws Exception {
		ReservedPorts usual = ReservedPorts.of(directory.resolve("none"));
		assertThat(usual.reason(8188)).isNull();
		assertThat(usual.reason(50000)).contains("49152 to 65535");
		Files.writeString(directory.resolve("ip_local_port_range"), "32768\t60999\n");
		Files.writeString(directory.resolve("ip_local_reserved_ports"), "8080,9000-9010\n");
		ReservedPorts linux = ReservedPorts.of(directory);
		assertThat(linux.reason(32767)).isNull();
		assertThat(linux.reason(32768)).contains("outgoing connections");
		assertThat(linux.reason(61000)).isNull();
		assertThat(linux.reason(8080)).contains("administrator");
		assertThat(linux.reason(9010)).contains("administrator");
		assertThat(linux.reason(9011)).isNull();
	}
}
