// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.migration.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.migration.internal.Computer;
import org.creativestudio.comfyui.migration.internal.Os;
import org.creativestudio.comfyui.migration.internal.Source;

/** The disk of a computer of any system, as a directory of this one. */
final class Tree {

	final Os os;
	final Path root;
	final Path home;
	final Map<String, String> environment = new HashMap<>();

	Tree(Path directory, Os os) {
		this.os = os;
		root = directory.resolve(os.name());
		home = switch (os) {
			case WINDOWS -> root.resolve("C/Users/me");
			case MACOS -> root.resolve("Users/me");
			case LINUX -> root.resolve("home/me");
		};
		if (os == Os.WINDOWS) {
			environment.put("APPDATA", "C:\\Users\\me\\AppData\\Roaming");
			environment.put("LOCALAPPDATA", "C:\\Users\\me\\AppData\\Local");
			environment.put("USERPROFILE", "C:\\Users\\me");
		} else {
			environment.put("HOME", text(home));
		}
		try {
			Files.createDirectories(home);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	Computer computer() {
		return new Computer(os, environment, home, root);
	}

	/** One of three values, by system. */
	<T> T by(T linux, T windows, T macos) {
		return switch (os) {
			case LINUX -> linux;
			case WINDOWS -> windows;
			case MACOS -> macos;
		};
	}

	/** A place below the home, by system. */
	Path home(String linux, String windows, String macos) {
		return home.resolve(by(linux, windows, macos));
	}

	/** As the programs of that system write a path. */
	String text(Path path) {
		String relative = root.relativize(path).toString();
		return os == Os.WINDOWS ? relative.replaceFirst("^C", "C:").replace('/', '\\') : '/' + relative;
	}

	/** The same as it stands in JSON. */
	String json(Path path) {
		return text(path).replace("\\", "\\\\");
	}

	Path file(Path file, String content) {
		try {
			Files.createDirectories(file.getParent());
			return Files.writeString(file, content);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	Path directory(Path directory) {
		try {
			return Files.createDirectories(directory);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** A ComfyUI with a Python environment of that name beside or in it. */
	Path comfy(Path directory, String environmentPlace) {
		file(directory.resolve("main.py"), "");
		directory(directory.resolve("comfy"));
		for (String own : List.of("input", "output", "user"))
			directory(directory.resolve(own));
		file(python(directory.resolve(environmentPlace)), "");
		return directory;
	}

	Path python(Path environmentDirectory) {
		if (environmentDirectory.getFileName().toString().equals("python_embeded"))
			return environmentDirectory.resolve("python.exe");
		return environmentDirectory.resolve(by("bin/python3", "Scripts/python.exe", "bin/python3"));
	}

	/** What one kind of source finds in its places. */
	List<FoundSetup> found(String source) {
		return Source.ALL.stream().filter(one -> one.id().equals(source))
				.flatMap(one -> one.places(computer(), List.of()).stream().distinct().flatMap(place -> one.read(place, computer()).stream())).toList();
	}

	/** Every file with its content and the time of its last change. */
	Map<String, String> state() {
		try (Stream<Path> files = Files.walk(root)) {
			Map<String, String> state = new TreeMap<>();
			for (Path file : files.toList())
				state.put(file.toString(), Files.getLastModifiedTime(file) + (Files.isRegularFile(file) ? Files.readString(file) : ""));
			return state;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
