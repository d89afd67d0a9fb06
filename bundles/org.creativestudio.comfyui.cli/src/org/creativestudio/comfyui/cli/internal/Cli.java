// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.workflow.QueueException;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.eclipse.osgi.util.NLS;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as plain Java: reads arguments, runs a verb, returns an exit code. */
public final class Cli {

	/** The property in which the launch script says how it was called. */
	public static final String PROGRAM_PROPERTY = "creativestudio.command"; //$NON-NLS-1$

	private final Context context;
	private final String program;

	public Cli(Context context) {
		this(context, System.getProperty(PROGRAM_PROPERTY, "creative-studio")); //$NON-NLS-1$
	}

	Cli(Context context, String program) {
		this.context = context;
		this.program = program;
	}

	/** Runs one verb. Never throws because of what the user typed or what went wrong. */
	public int run(String... arguments) {
		CommandLine commandLine = commandLine(arguments);
		int code = commandLine.execute(arguments);
		context.terminal().out().flush();
		context.terminal().err().flush();
		return code;
	}

	private CommandLine commandLine(String... arguments) {
		Root root = new Root();
		CommandLine commandLine = new CommandLine(root).setCommandName(program);
		commandLine.getCommandSpec().versionProvider(root);
		add(commandLine, verbs(arguments), arguments.length == 0 ? "" : arguments[0]); //$NON-NLS-1$
		commandLine.setOut(new PrintWriter(context.terminal().out(), true));
		commandLine.setErr(new PrintWriter(context.terminal().err(), true));
		commandLine.setParameterExceptionHandler((e, args) -> wrongUsage(e));
		commandLine.setExecutionExceptionHandler((e, line, result) -> failed(e));
		commandLine.setCaseInsensitiveEnumValuesAllowed(true);
		commandLine.setAbbreviatedOptionsAllowed(false);
		commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
		if (needsHelpTexts(arguments))
			commandLine.setResourceBundle(ResourceBundle.getBundle("org.creativestudio.comfyui.cli.internal.help", //$NON-NLS-1$
					Locale.getDefault(), Cli.class.getClassLoader()));
		return commandLine;
	}

	/** In the order in which the help tells of them. */
	private Map<String, Supplier<Object>> verbs(String... arguments) {
		Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
		verbs.put("first", () -> new FirstVerb(context, program)); //$NON-NLS-1$
		verbs.put("instance", () -> group("instance", Messages.instance_verb_missing, instanceVerbs(), arguments)); //$NON-NLS-1$ //$NON-NLS-2$
		verbs.put("run", () -> new RunVerb(context)); //$NON-NLS-1$
		verbs.put("strategies", () -> new StrategiesVerb(context)); //$NON-NLS-1$
		verbs.put("simulate", () -> new SimulateVerb(context)); //$NON-NLS-1$
		verbs.put("devices", () -> new DevicesVerb(context)); //$NON-NLS-1$
		verbs.put("supervise", () -> new SuperviseVerb(context)); //$NON-NLS-1$
		verbs.put("doctor", () -> new DoctorVerb(context)); //$NON-NLS-1$
		verbs.put("config", () -> group("config", Messages.config_verb_missing, configVerbs(), arguments)); //$NON-NLS-1$ //$NON-NLS-2$
		verbs.put("settings", this::settings); //$NON-NLS-1$
		verbs.put("queue", () -> group("queue", Messages.queue_verb_missing, queueVerbs(), arguments)); //$NON-NLS-1$ //$NON-NLS-2$
		verbs.put("explain", () -> new ExplainVerb(context)); //$NON-NLS-1$
		return verbs;
	}

	/** Only the verb that is asked for is made where that is clear: the others would cost time at every start. */
	private static void add(CommandLine parent, Map<String, Supplier<Object>> verbs, String asked) {
		Supplier<Object> one = verbs.get(asked);
		for (Supplier<Object> verb : one != null ? List.of(one) : List.copyOf(verbs.values()))
			parent.addSubcommand(verb.get());
	}

	/** A verb of verbs. */
	private static CommandLine group(String name, String missing, Map<String, Supplier<Object>> verbs, String... arguments) {
		CommandLine group = new CommandLine(new Group(missing));
		group.getCommandSpec().name(name).usageMessage().description("${bundle:verb." + name + '}'); //$NON-NLS-1$
		add(group, verbs, arguments.length < 2 ? "" : arguments[1]); //$NON-NLS-1$
		return group;
	}

	private Map<String, Supplier<Object>> queueVerbs() {
		Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
		verbs.put("list", () -> new QueueVerbs.ListJobs(context)); //$NON-NLS-1$
		verbs.put("pause", () -> new QueueVerbs.Pause(context)); //$NON-NLS-1$
		verbs.put("resume", () -> new QueueVerbs.Resume(context)); //$NON-NLS-1$
		verbs.put("cancel", () -> new QueueVerbs.Cancel(context)); //$NON-NLS-1$
		verbs.put("retry", () -> new QueueVerbs.Retry(context)); //$NON-NLS-1$
		verbs.put("move", () -> new QueueVerbs.Move(context)); //$NON-NLS-1$
		verbs.put("priority", () -> new QueueVerbs.Priority(context)); //$NON-NLS-1$
		verbs.put("export", () -> new QueueVerbs.Export(context)); //$NON-NLS-1$
		verbs.put("import", () -> new QueueVerbs.Import(context)); //$NON-NLS-1$
		return verbs;
	}

	private CommandLine settings() {
		return new CommandLine(new SettingsVerb(context)).addSubcommand(new SettingsVerb.Show(context))
				.addSubcommand(new SettingsVerb.Change(context));
	}

	private Map<String, Supplier<Object>> instanceVerbs() {
		Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
		verbs.put("list", () -> new InstanceListVerb(context)); //$NON-NLS-1$
		verbs.put("show", () -> new InstanceShowVerb(context)); //$NON-NLS-1$
		verbs.put("start", () -> new InstanceChangeVerb.Start(context)); //$NON-NLS-1$
		verbs.put("stop", () -> new InstanceChangeVerb.Stop(context)); //$NON-NLS-1$
		verbs.put("restart", () -> new InstanceChangeVerb.Restart(context)); //$NON-NLS-1$
		verbs.put("pause", () -> new InstanceChangeVerb.Pause(context)); //$NON-NLS-1$
		verbs.put("resume", () -> new InstanceChangeVerb.Resume(context)); //$NON-NLS-1$
		verbs.put("create", () -> new InstanceEditVerb.Create(context)); //$NON-NLS-1$
		verbs.put("edit", () -> new InstanceEditVerb.Edit(context)); //$NON-NLS-1$
		verbs.put("duplicate", () -> new InstanceEditVerb.Duplicate(context)); //$NON-NLS-1$
		verbs.put("delete", () -> new InstanceDeleteVerb(context)); //$NON-NLS-1$
		verbs.put("activate", () -> new InstanceActivateVerb(context)); //$NON-NLS-1$
		verbs.put("test", () -> new InstanceTestVerb(context)); //$NON-NLS-1$
		verbs.put("status", () -> new InstanceStatusVerb(context)); //$NON-NLS-1$
		verbs.put("metrics", () -> new InstanceMetricsVerb(context)); //$NON-NLS-1$
		verbs.put("free", () -> new InstanceFreeVerb(context)); //$NON-NLS-1$
		verbs.put("logs", () -> new InstanceLogsVerb(context)); //$NON-NLS-1$
		verbs.put("diagnostics", () -> new InstanceDiagnosticsVerb(context)); //$NON-NLS-1$
		return verbs;
	}

	private Map<String, Supplier<Object>> configVerbs() {
		Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
		verbs.put("export", () -> new ConfigExportVerb(context)); //$NON-NLS-1$
		verbs.put("import", () -> new ConfigImportVerb(context)); //$NON-NLS-1$
		verbs.put("restore", () -> new ConfigRestoreVerb(context)); //$NON-NLS-1$
		verbs.put("check", () -> new ConfigCheckVerb(context)); //$NON-NLS-1$
		verbs.put("migrate", () -> new ConfigMigrateVerb(context)); //$NON-NLS-1$
		return verbs;
	}

	private static boolean needsHelpTexts(String... arguments) {
		for (String argument : arguments)
			if (argument.equals("--help") || argument.equals("-h")) //$NON-NLS-1$ //$NON-NLS-2$
				return true;
		return false;
	}

	private int wrongUsage(ParameterException e) {
		String first = e instanceof UnmatchedArgumentException unmatched ? unmatched.getUnmatched().get(0) : null;
		boolean isVerb = first != null && !first.startsWith("-") && !e.getCommandLine().getSubcommands().isEmpty(); //$NON-NLS-1$
		context.terminal().say(isVerb ? NLS.bind(Messages.no_such_verb, first) : e.getMessage());
		context.terminal().say(NLS.bind(Messages.try_help, e.getCommandLine().getCommandSpec().qualifiedName(" "))); //$NON-NLS-1$
		return ExitCode.USAGE;
	}

	private int failed(Exception e) {
		if (e instanceof ParameterException usage)
			return wrongUsage(usage);
		String message = e.getMessage();
		context.terminal().say(message == null || message.isBlank() || isBug(e) ? NLS.bind(Messages.unexpected, e) : message);
		if (isBug(e))
			e.printStackTrace(context.terminal().err());
		return exitCode(e);
	}

	/** Whether the message is not made for users. */
	private static boolean isBug(Exception e) {
		return e instanceof RuntimeException && !(e instanceof InstanceException) && !(e instanceof QueueException) && !(e instanceof Failure)
				&& !(e instanceof CancellationException);
	}

	/** The exit code for what a verb threw. */
	static int exitCode(Exception e) {
		if (e instanceof Failure failure)
			return failure.exitCode();
		if (e instanceof WorkflowFormatException)
			return ExitCode.INVALID;
		if (e instanceof InstanceException instance)
			return switch (instance.reason()) {
				case NOT_FOUND -> ExitCode.NOT_FOUND;
				case INVALID -> ExitCode.INVALID;
				case TIMEOUT -> ExitCode.TIMEOUT;
				case FAILED, CANCELLED -> ExitCode.FAILED;
			};
		if (e instanceof QueueException queue)
			return switch (queue.reason()) {
				case NOT_FOUND -> ExitCode.NOT_FOUND;
				case INVALID -> ExitCode.INVALID;
				case TIMEOUT -> ExitCode.TIMEOUT;
				case FAILED -> ExitCode.FAILED;
			};
		return ExitCode.FAILED;
	}

	/** The program without a verb. */
	@Command(description = "${bundle:verb.root}", footer = "${bundle:verb.root.footer}", synopsisSubcommandLabel = "VERB", sortOptions = false)
	private final class Root implements Runnable, IVersionProvider {
		@Spec
		private CommandSpec spec;

		@Option(names = { "--help", "-h" }, usageHelp = true, description = "${bundle:option.help}")
		private boolean help;

		@Option(names = "--version", versionHelp = true, description = "${bundle:option.version}")
		private boolean version;

		@Override
		public void run() {
			throw new ParameterException(spec.commandLine(), Messages.verb_missing);
		}

		@Override
		public String[] getVersion() {
			return new String[] { NLS.bind(Messages.version, context.services().version()) };
		}
	}

	/** A verb of verbs, without what to do. */
	@Command(synopsisSubcommandLabel = "VERB")
	private static final class Group implements Runnable {
		private final String missing;

		@Spec
		private CommandSpec spec;

		@Option(names = { "--help", "-h" }, usageHelp = true, description = "${bundle:option.help}")
		private boolean help;

		Group(String missing) {
			this.missing = missing;
		}

		@Override
		public void run() {
			throw new ParameterException(spec.commandLine(), missing);
		}
	}
}
