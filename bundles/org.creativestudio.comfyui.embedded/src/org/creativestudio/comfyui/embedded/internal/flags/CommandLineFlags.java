// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.flags;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.creativestudio.comfyui.embedded.ServerOptions;
import org.eclipse.jdt.annotation.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line as ComfyUI's argparse does; its complaints are argparse's. */
public final class CommandLineFlags {

	private static final String NAME = "main.py";
	private static final int MAX_PORT = 65_535;

	private CommandLineFlags() {
	}

	/** What to do: serve, or print something and end. */
	public sealed interface Outcome {
	}

	/**
	 * Serve.
	 *
	 * @param quickTest whether to end right after the start
	 */
	public record Serve(ServerOptions options, boolean quickTest) implements Outcome {
	}

	/** Print a text and end with this code; to standard error unless the code is 0. */
	public record Exit(int code, String text) implements Outcome {
	}

	/** A value that can't be used; ends with code 2 after the usage, as argparse does. */
	private static final class BadValue extends RuntimeException {
		private static final long serialVersionUID = 1L;

		BadValue(String flag, String problem) {
			super("argument " + flag + ": " + problem);
		}
	}

	/**
	 * @param workingDirectory the default of {@code --base-directory}
	 */
	public static Outcome parse(List<String> arguments, Path workingDirectory) {
		CommandLine commandLine = new CommandLine(spec());
		commandLine.setOverwrittenOptionsAllowed(true);
		commandLine.setUnmatchedOptionsAllowedAsOptionParameters(false);
		try {
			ParseResult result = commandLine.parseArgs(arguments.toArray(String[]::new));
			if (result.hasMatchedOption("--help")) {
				return new Exit(0, commandLine.getUsageMessage(Ansi.OFF));
			}
			return options(result, arguments, workingDirectory);
		} catch (UnmatchedArgumentException e) {
			return wrong(commandLine, "unrecognized arguments: " + String.join(" ", e.getUnmatched()));
		} catch (ParameterException e) {
			return wrong(commandLine, String.valueOf(e.getMessage()));
		} catch (BadValue e) {
			return wrong(commandLine, String.valueOf(e.getMessage()));
		}
	}

	private static Exit wrong(CommandLine commandLine, String problem) {
		return new Exit(2, "usage: " + commandLine.getHelp().synopsis(0) + NAME + ": error: " + problem);
	}

	private static CommandSpec spec() {
		CommandSpec spec = CommandSpec.create().name(NAME);
		spec.usageMessage().sortOptions(false)
				.header("Creative Studio's embedded server: ComfyUI's protocol, model-free image nodes, no models.")
				.footer("Every other flag of ComfyUI is taken and ignored.");
		add(spec, "--help", "0", null, "Show this help and exit.", "-h");
		add(spec, "--listen", "0..1", "0.0.0.0,::", "Addresses to listen on, separated by commas (default: 127.0.0.1).");
		add(spec, "--port", "1", null, "Port to listen on (default: 8188); 0 takes a free one.");
		add(spec, "--base-directory", "1", null, "Directory of models, input, output, temp and user.");
		add(spec, "--output-directory", "1", null, "Where images are saved.");
		add(spec, "--input-directory", "1", null, "Where images are loaded from.");
		add(spec, "--temp-directory", "1", null, "A folder \"temp\" in it holds previews; it is emptied at the start.");
		add(spec, "--user-directory", "1", null, "Settings and user data; must exist.");
		add(spec, "--extra-model-paths-config", "1..*", null, "Must exist; otherwise ignored.");
		add(spec, "--max-upload-size", "1", null, "Limit of a request body in MB (default: 100).");
		add(spec, "--enable-cors-header", "0..1", "*", "Allow requests from this origin.");
		add(spec, "--disable-metadata", "0", null, "Save images without prompt and workflow.");
		add(spec, "--disable-all-custom-nodes", "0", null, "Leave out the nodes for trying things out.");
		add(spec, "--whitelist-custom-nodes", "1..*", null, "\"test_nodes\" keeps them.");
		add(spec, "--cache-none", "0", null, "Run every node each time.");
		add(spec, "--multi-user", "0", null, "Settings for each user.");
		add(spec, "--dont-print-server", "0", null, "Do not print the address.");
		add(spec, "--log-stdout", "0", null, "Log to standard output.");
		add(spec, "--quick-test-for-ci", "0", null, "Start and exit.");
		add(spec, "--tls-keyfile", "1", null, "Not supported.");
		add(spec, "--tls-certfile", "1", null, "Not supported.");
		add(spec, "--speed", "1", null, "Factor on the durations of timed nodes; not a flag of ComfyUI.");
		KnownFlags.SWITCHES.forEach(flag -> ignored(spec, flag, "0"));
		KnownFlags.VALUES.forEach(flag -> ignored(spec, flag, "1"));
		KnownFlags.OPTIONAL_VALUES.forEach(flag -> ignored(spec, flag, "0..1"));
		KnownFlags.LISTS.forEach(flag -> ignored(spec, flag, "0..*"));
		return spec;
	}

	private static void add(CommandSpec spec, String flag, String arity, @Nullable String fallback, String description,
			String... more) {
		List<String> names = new ArrayList<>(List.of(more));
		names.add(flag);
		OptionSpec.Builder option = OptionSpec.builder(names.toArray(String[]::new)).arity(arity).description(description)
				.type(arity.endsWith("*") ? List.class : arity.equals("0") ? boolean.class : String.class);
		if (arity.endsWith("*")) {
			option.auxiliaryTypes(String.class);
		}
		if (arity.equals("0..1")) {
			option.fallbackValue(fallback == null ? "" : fallback);
		}
		spec.addOption(option.build());
	}

	private static void ignored(CommandSpec spec, String flag, String arity) {
		OptionSpec.Builder option = OptionSpec.builder(flag).arity(arity).hidden(true)
				.type(arity.endsWith("*") ? List.class : arity.equals("0") ? boolean.class : String.class);
		if (arity.endsWith("*")) {
			option.auxiliaryTypes(String.class);
		}
		if (arity.equals("0..1")) {
			option.fallbackValue("");
		}
		spec.addOption(option.build());
	}

	private static Outcome options(ParseResult result, List<String> arguments, Path workingDirectory) {
		if (result.hasMatchedOption("--tls-keyfile") || result.hasMatchedOption("--tls-certfile")) {
			return new Exit(1, "The embedded server has no TLS: leave out --tls-keyfile and --tls-certfile");
		}
		List<String> extra = result.matchedOptionValue("--extra-model-paths-config", List.of());
		for (String file : extra) {
			if (!Files.isReadable(path("--extra-model-paths-config", file))) {
				return new Exit(1, "FileNotFoundError: [Errno 2] No such file or directory: '" + file + "'");
			}
		}
		Path base = directory(result, "--base-directory", workingDirectory);
		Path user = directory(result, "--user-directory", base.resolve("user"));
		if (result.hasMatchedOption("--user-directory") && !Files.isDirectory(user)) {
			throw new BadValue("--user-directory", "The path '" + user + "' does not exist.");
		}
		List<String> whitelist = result.matchedOptionValue("--whitelist-custom-nodes", List.of());
		boolean testNodes = !result.hasMatchedOption("--disable-all-custom-nodes") || whitelist.contains("test_nodes");
		ServerOptions options = new ServerOptions(listen(result), port(result), base,
				directory(result, "--output-directory", base.resolve("output")),
				directory(result, "--input-directory", base.resolve("input")),
				directory(result, "--temp-directory", base).resolve("temp"), user, maxUpload(result),
				result.matchedOptionValue("--enable-cors-header", null), !result.hasMatchedOption("--disable-metadata"),
				!result.hasMatchedOption("--cache-none"), testNodes, result.hasMatchedOption("--multi-user"), speed(result),
				!result.hasMatchedOption("--dont-print-server"), result.hasMatchedOption("--log-stdout"), arguments);
		return new Serve(options, result.hasMatchedOption("--quick-test-for-ci"));
	}

	private static Path path(String flag, String value) {
		try {
			return Path.of(value).toAbsolutePath().normalize();
		} catch (InvalidPathException e) {
			throw new BadValue(flag, "invalid path: '" + value + "'");
		}
	}

	private static Path directory(ParseResult result, String flag, Path otherwise) {
		String value = result.matchedOptionValue(flag, null);
		return value == null ? otherwise : path(flag, value);
	}

	private static List<String> listen(ParseResult result) {
		String value = Objects.requireNonNullElse(result.matchedOptionValue("--listen", (String) null), "127.0.0.1");
		List<String> addresses = new ArrayList<>();
		for (String address : value.split(",")) {
			if (!address.isBlank()) {
				addresses.add(address.strip());
			}
		}
		if (addresses.isEmpty()) {
			throw new BadValue("--listen", "no address in '" + value + "'");
		}
		return addresses;
	}

	private static int port(ParseResult result) {
		String value = result.matchedOptionValue("--port", "8188");
		try {
			int port = Integer.parseInt(value.strip());
			if (port >= 0 && port <= MAX_PORT) {
				return port;
			}
			throw new BadValue("--port", "port must be 0-65535: '" + value + "'");
		} catch (NumberFormatException e) {
			throw new BadValue("--port", "invalid int value: '" + value + "'");
		}
	}

	private static double number(ParseResult result, String flag, double otherwise, double min, double max) {
		String value = result.matchedOptionValue(flag, null);
		if (value == null) {
			return otherwise;
		}
		try {
			double number = Double.parseDouble(value);
			if (number > min && number <= max) {
				return number;
			}
			throw new BadValue(flag, "must be above " + min + " and at most " + max + ": '" + value + "'");
		} catch (NumberFormatException e) {
			throw new BadValue(flag, "invalid float value: '" + value + "'");
		}
	}

	private static long maxUpload(ParseResult result) {
		return (long) (number(result, "--max-upload-size", 100, 0, 1 << 20) * 1024 * 1024);
	}

	private static double speed(ParseResult result) {
		return number(result, "--speed", 1, 0, 1000);
	}
}
