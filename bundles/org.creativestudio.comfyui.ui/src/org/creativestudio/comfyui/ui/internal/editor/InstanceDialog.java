// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;

/** Makes or edits an instance. Checks as the user types, beside the UI thread; can't store what has an error. */
public final class InstanceDialog extends TitleAreaDialog {

	private static final int CHECK_AFTER_MS = 300;
	private static final List<Field> LOCAL = List.of(Field.GPU_DEVICE, Field.VRAM_MODE, Field.ENVIRONMENT, Field.LISTEN, Field.EXTRA_ARGUMENTS);
	private static final List<Field> COMFYUI = List.of(Field.COMFYUI_DIRECTORY, Field.PYTHON, Field.BASE_DIRECTORY, Field.MODEL_DIRECTORIES,
			Field.CUSTOM_NODES_PATH);

	private final InstanceManager manager;
	private final @Nullable ComputeDevices devices;
	private final boolean isNew;
	private final List<Page> pages = new ArrayList<>();
	private final List<TabItem> tabs = new ArrayList<>();
	private InstanceConfiguration configuration;
	private @Nullable TestPage test;
	private boolean showing;
	private int edits;

	/** @param isNew whether the configuration is to be created, else changed */
	public InstanceDialog(Shell parent, InstanceManager manager, @Nullable ComputeDevices devices, InstanceConfiguration configuration,
			boolean isNew) {
		super(parent);
		this.manager = manager;
		this.devices = devices;
		this.configuration = configuration;
		this.isNew = isNew;
		setHelpAvailable(false);
	}

	/** What was entered. */
	public InstanceConfiguration configuration() {
		return configuration;
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(isNew ? Messages.title_new : NLS.bind(Messages.title_edit, configuration.name()));
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		setTitle(isNew ? Messages.title_new : configuration.name());
		setMessage(Messages.message);
		TabFolder folder = new TabFolder(area, SWT.TOP);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(folder);
		basic(page(folder, Messages.tab_basic));
		resources(page(folder, Messages.tab_resources));
		runtime(page(folder, Messages.tab_runtime));
		TabItem last = new TabItem(folder, SWT.NONE);
		last.setText(Messages.tab_test);
		TestPage results = new TestPage(folder, this::mend, this::testConnection);
		last.setControl(results.control());
		test = results;
		showConfiguration(configuration);
		return area;
	}

	private Page page(TabFolder folder, String title) {
		Page page = new Page(folder, this::edited);
		TabItem tab = new TabItem(folder, SWT.NONE);
		tab.setText(title);
		tab.setControl(page.control());
		pages.add(page);
		tabs.add(tab);
		return page;
	}

	private void basic(Page page) {
		page.text(Field.NAME, Messages.name, Messages.name_help, InstanceConfiguration::name, InstanceConfiguration.Builder::name);
		page.choice(Field.KIND, Messages.kind, Messages.kind_help, false,
				List.of(InstanceConfiguration.COMFYUI, InstanceConfiguration.EMBEDDED, InstanceConfiguration.ATTACHED),
				InstanceConfiguration::kind, (builder, kind) -> builder.kind(kind.isEmpty() ? configuration.kind() : kind));
		page.text(Field.PORT, Messages.port, Messages.port_help, value -> Integer.toString(value.port()),
				(builder, text) -> builder.port(number(text)));
		page.text(Field.HOST, Messages.host, Messages.host_help, InstanceConfiguration::host, InstanceConfiguration.Builder::host);
		page.text(Field.DESCRIPTION, Messages.description, Messages.description_help, InstanceConfiguration::description,
				InstanceConfiguration.Builder::description);
	}

	private void resources(Page page) {
		path(page, Field.COMFYUI_DIRECTORY, Messages.comfyui, Messages.comfyui_help, false, InstanceConfiguration::comfyuiDirectory,
				InstanceConfiguration.Builder::comfyuiDirectory);
		path(page, Field.PYTHON, Messages.python, Messages.python_help, true, InstanceConfiguration::python,
				InstanceConfiguration.Builder::python);
		Combo gpu = page.choice(Field.GPU_DEVICE, Messages.gpu, Messages.gpu_help, true, List.of("auto", "cpu"), //$NON-NLS-1$ //$NON-NLS-2$
				InstanceConfiguration::gpuDevice, InstanceConfiguration.Builder::gpuDevice);
		offerDevices(gpu);
		page.choice(Field.VRAM_MODE, Messages.vram, Messages.vram_help, false, Stream.of(VramMode.values()).map(VramMode::word).toList(),
				value -> value.vramMode().word(), (builder, word) -> VramMode.of(word).ifPresent(builder::vramMode));
		page.area(Field.ENVIRONMENT, Messages.environment, Messages.environment_help, value -> EnvironmentText.format(value.environment()),
				(builder, text) -> builder.environment(EnvironmentText.parse(text)));
		path(page, Field.CUSTOM_NODES_PATH, Messages.nodes, Messages.nodes_help, false, InstanceConfiguration::customNodesPath,
				InstanceConfiguration.Builder::customNodesPath);
		page.text(Field.MODEL_DIRECTORIES, Messages.models, Messages.models_help,
				value -> value.modelDirectories().stream().map(Path::toString).collect(Collectors.joining("; ")), //$NON-NLS-1$
				(builder, text) -> builder.modelDirectories(Stream.of(text.split(";")).map(String::strip).filter(part -> !part.isEmpty()) //$NON-NLS-1$
						.map(InstanceDialog::path).toList()));
		path(page, Field.OUTPUT_DIRECTORY, Messages.output, Messages.output_help, false, InstanceConfiguration::outputDirectory,
				InstanceConfiguration.Builder::outputDirectory);
		page.text(Field.MAX_CONCURRENT_WORKFLOWS, Messages.concurrent, Messages.concurrent_help,
				value -> Integer.toString(value.maxConcurrentWorkflows()), (builder, text) -> builder.maxConcurrentWorkflows(number(text)));
	}

	private void runtime(Page page) {
		page.text(Field.TIMEOUT, Messages.timeout, Messages.timeout_help, value -> Long.toString(value.timeout().toMillis()),
				(builder, text) -> builder.timeout(Duration.ofMillis(number(text))));
		page.text(Field.START_DEADLINE, Messages.deadline, Messages.deadline_help,
				value -> Long.toString(value.startDeadline().toMillis()), (builder, text) -> builder.startDeadline(Duration.ofMillis(number(text))));
		page.check(Messages.monitoring, Messages.monitoring_help, InstanceConfiguration::queueMonitoring,
				InstanceConfiguration.Builder::queueMonitoring);
		page.check(Messages.autoStart, Messages.autoStart_help, InstanceConfiguration::autoStart, InstanceConfiguration.Builder::autoStart);
		page.choice(Field.RESTART_POLICY, Messages.restart, Messages.restart_help, false,
				Stream.of(RestartPolicy.values()).map(RestartPolicy::word).toList(), value -> value.restartPolicy().word(),
				(builder, word) -> RestartPolicy.of(word).ifPresent(builder::restartPolicy));
		page.text(Field.EXTRA_ARGUMENTS, Messages.arguments, Messages.arguments_help, value -> ArgumentText.format(value.extraArguments()),
				(builder, text) -> builder.extraArguments(ArgumentText.parse(text)));
		page.text(Field.LISTEN, Messages.listen, Messages.listen_help, InstanceConfiguration::listen,
				InstanceConfiguration.Builder::listen);
	}

	private void path(Page page, Field field, String label, String help, boolean file,
			java.util.function.Function<InstanceConfiguration, @Nullable Path> get, BiConsumer<InstanceConfiguration.Builder, @Nullable Path> set) {
		page.path(field, label, help, file, value -> get.apply(value) instanceof Path path ? path.toString() : "", //$NON-NLS-1$
				(builder, text) -> set.accept(builder, text.isEmpty() ? null : path(text)));
	}

	/** What is no path at all becomes one that the validation refuses. */
	private static Path path(String text) {
		try {
			return Path.of(text);
		} catch (InvalidPathException e) {
			return Path.of("invalid"); //$NON-NLS-1$
		}
	}

	/** What is no number becomes one that the validation refuses. */
	private static int number(String text) {
		try {
			return Integer.parseInt(text);
		} catch (NumberFormatException e) {
			return -1;
		}
	}

	private void offerDevices(Combo gpu) {
		ComputeDevices known = devices;
		if (known == null)
			return;
		CompletableFuture.supplyAsync(known::list, work -> Thread.ofVirtual().name("devices").start(work)) //$NON-NLS-1$
				.thenAccept(list -> later(() -> {
					list.stream().map(ComputeDevice::device).filter(device -> gpu.indexOf(device) < 0).forEach(gpu::add);
					if (!list.isEmpty())
						gpu.setToolTipText(list.stream().map(device -> device.device() + ": " + device.name()).collect(Collectors.joining("\n"))); //$NON-NLS-1$ //$NON-NLS-2$
				}));
	}

	private void later(Runnable work) {
		Shell shell = getShell();
		if (shell != null && !shell.isDisposed())
			shell.getDisplay().asyncExec(() -> {
				if (!shell.isDisposed())
					work.run();
			});
	}

	private void showConfiguration(InstanceConfiguration shown) {
		showing = true;
		configuration = shown;
		pages.forEach(page -> page.show(shown));
		showing = false;
		edited();
	}

	/** Something was typed: what it means is said a moment later. */
	private void edited() {
		if (showing || getShell() == null)
			return;
		InstanceConfiguration.Builder builder = configuration.toBuilder();
		pages.forEach(page -> page.read(builder, configuration));
		configuration = builder.build();
		boolean attached = configuration.kind().equals(InstanceConfiguration.ATTACHED);
		boolean comfyui = configuration.kind().equals(InstanceConfiguration.COMFYUI);
		for (Page page : pages) {
			LOCAL.forEach(field -> page.enable(field, !attached));
			COMFYUI.forEach(field -> page.enable(field, comfyui));
			page.enable(Field.OUTPUT_DIRECTORY, !attached);
		}
		int edit = ++edits;
		getShell().getDisplay().timerExec(CHECK_AFTER_MS, () -> {
			if (edit == edits && getShell() != null && !getShell().isDisposed())
				validate(edit);
		});
	}

	private void validate(int edit) {
		manager.validate(configuration).thenAccept(findings -> later(() -> {
			if (edit == edits)
				showFindings(findings);
		}));
	}

	private void showFindings(List<Finding> findings) {
		for (int i = 0; i < pages.size(); i++)
			mark(pages.get(i), tabs.get(i), findings);
		TestPage results = test;
		if (results != null)
			results.show(findings);
		Finding first = findings.isEmpty() ? null : findings.get(0);
		if (first == null)
			setMessage(Messages.message);
		else
			setMessage(first.message(), first.isError() ? IMessageProvider.ERROR : IMessageProvider.WARNING);
		Button save = getButton(IDialogConstants.OK_ID);
		if (save != null)
			save.setEnabled(first == null || !first.isError());
	}

	private static void mark(Page page, TabItem tab, List<Finding> findings) {
		List<Finding> here = findings.stream().filter(finding -> page.has(finding.field())).toList();
		for (Field field : Field.values()) {
			List<Finding> of = here.stream().filter(finding -> finding.field() == field).toList();
			page.mark(field, of.stream().map(Finding::message).collect(Collectors.joining("\n")), of.stream().anyMatch(Finding::isError)); //$NON-NLS-1$
		}
		String title = tab.getText().replaceFirst(" \\*$", ""); //$NON-NLS-1$ //$NON-NLS-2$
		tab.setText(here.stream().anyMatch(Finding::isError) ? title + " *" : title); //$NON-NLS-1$
	}

	private void mend(Finding finding) {
		Finding.Fix fix = finding.fix();
		if (fix != null)
			showConfiguration(fix.change().apply(configuration));
	}

	/** What answers at the address, asked beside the UI thread. */
	private void testConnection() {
		TestPage results = test;
		if (results == null)
			return;
		results.say(NLS.bind(Messages.test_asking, configuration.baseUri()));
		ConnectionTest.run(configuration).thenAccept(answer -> later(() -> results.say(answer)));
		validate(edits);
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.save, true).setEnabled(false);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	@Override
	public void create() {
		super.create();
		edited();
	}
}
