// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.validation.Field;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Program, device, environment and directories of an instance. */
final class ResourcesTab implements Page.Rows {

	private final Page.Key comfyui = new Page.Key("comfyuiDirectory", Field.COMFYUI_DIRECTORY, Messages.comfyui, Messages.comfyui_help); //$NON-NLS-1$
	private final Page.Key python = new Page.Key("python", Field.PYTHON, Messages.python, Messages.python_help); //$NON-NLS-1$
	private final Page.Key gpu = new Page.Key("gpuDevice", Field.GPU_DEVICE, Messages.gpu, Messages.gpu_help); //$NON-NLS-1$
	private final Page.Key vram = new Page.Key("vramMode", Field.VRAM_MODE, Messages.vram, Messages.vram_help); //$NON-NLS-1$
	private final Page.Key concurrent = new Page.Key("maxConcurrentWorkflows", Field.MAX_CONCURRENT_WORKFLOWS, Messages.concurrent, //$NON-NLS-1$
			Messages.concurrent_help);
	private final Page.Key variables;
	private final Page.Key nodes = new Page.Key("customNodesPath", Field.CUSTOM_NODES_PATH, Messages.nodes, Messages.nodes_help); //$NON-NLS-1$
	private final Page.Key models = new Page.Key("modelDirectories", Field.MODEL_DIRECTORIES, Messages.models, Messages.models_help); //$NON-NLS-1$
	private final Page.Key base = new Page.Key("baseDirectory", Field.BASE_DIRECTORY, Messages.base, Messages.base_help); //$NON-NLS-1$
	private final Page.Key output = new Page.Key("outputDirectory", Field.OUTPUT_DIRECTORY, Messages.output, Messages.output_help); //$NON-NLS-1$
	private final Page.Key input = new Page.Key("inputDirectory", Field.INPUT_DIRECTORY, Messages.input, Messages.input_help); //$NON-NLS-1$
	private final Page.Key user = new Page.Key("userDirectory", Field.USER_DIRECTORY, Messages.user, Messages.user_help); //$NON-NLS-1$

	private final boolean secretsAvailable;
	private final Runnable detected;
	private final Runnable changed;
	private List<ComputeDevice> known = List.of();
	private @Nullable DeviceChoice devices;
	private @Nullable EnvironmentTable environment;
	private @Nullable Button detect;

	/**
	 * @param detected is called when the user wants the ComfyUIs of this computer to be looked for
	 * @param changed  is called whenever the user has changed something
	 */
	ResourcesTab(boolean secretsAvailable, Runnable detected, Runnable changed) {
		this.secretsAvailable = secretsAvailable;
		this.detected = detected;
		this.changed = changed;
		variables = new Page.Key("environment", Field.ENVIRONMENT, Messages.environment, //$NON-NLS-1$
				secretsAvailable ? Messages.environment_help : Messages.environment_help + ' ' + Messages.variable_noStorage);
	}

	@Override
	public List<Page.Key> keys() {
		return List.of(comfyui, python, gpu, vram, concurrent, variables, nodes, models, base, output, input, user);
	}

	@Override
	public List<Consumer<Page>> sections() {
		return List.of(this::makeProgram, this::makeDevice, this::makeEnvironment, this::makeModels, this::makeDirectories, this::makeMoreDirectories);
	}

	private void makeProgram(Page page) {
		page.section(Messages.section_program);
		path(page, comfyui, false, detected, InstanceConfiguration::comfyuiDirectory, InstanceConfiguration.Builder::comfyuiDirectory);
		path(page, python, true, null, InstanceConfiguration::python, InstanceConfiguration.Builder::python);
	}

	private void makeDevice(Page page) {
		page.section(Messages.section_device);
		DeviceChoice choice = new DeviceChoice(page, gpu, changed);
		choice.offer(known);
		devices = choice;
		Map<String, String> modes = new LinkedHashMap<>();
		List<String> words = List.of(Messages.vram_auto, Messages.vram_gpuOnly, Messages.vram_high, Messages.vram_normal, Messages.vram_low,
				Messages.vram_none);
		for (VramMode mode : VramMode.values())
			modes.put(mode.word(), words.get(mode.ordinal()));
		page.choice(vram, modes, value -> value.vramMode().word(), (builder, word) -> VramMode.of(word).ifPresent(builder::vramMode));
		page.text(concurrent,
				value -> Integer.toString(value.maxConcurrentWorkflows()), (builder, text) -> builder.maxConcurrentWorkflows(BasicTab.number(text)));
	}

	private void makeEnvironment(Page page) {
		page.section(Messages.section_environment);
		top(page.label(variables));
		EnvironmentTable table = new EnvironmentTable(page, secretsAvailable, changed);
		environment = table;
		page.add(variables, table.table(), table.binding());
	}

	private void makeModels(Page page) {
		page.section(Messages.section_directories);
		directory(page, nodes, InstanceConfiguration::customNodesPath, InstanceConfiguration.Builder::customNodesPath);
		top(page.label(models));
		ModelDirectories directories = new ModelDirectories(page, changed);
		page.add(models, directories.control(), directories.binding());
	}

	private void makeDirectories(Page page) {
		directory(page, base, InstanceConfiguration::baseDirectory, InstanceConfiguration.Builder::baseDirectory);
		directory(page, output, InstanceConfiguration::outputDirectory, InstanceConfiguration.Builder::outputDirectory);
	}

	private void makeMoreDirectories(Page page) {
		directory(page, input, InstanceConfiguration::inputDirectory, InstanceConfiguration.Builder::inputDirectory);
		directory(page, user, InstanceConfiguration::userDirectory, InstanceConfiguration.Builder::userDirectory);
	}

	/** Beside a control that is tall. */
	private static void top(Label label) {
		if (label.getLayoutData() instanceof GridData data) {
			data.verticalAlignment = SWT.BEGINNING;
			data.verticalIndent = 4;
		}
	}

	/** Offers the GPUs of this computer. */
	void offer(List<ComputeDevice> found) {
		known = List.copyOf(found);
		DeviceChoice choice = devices;
		if (choice != null)
			choice.offer(known);
	}

	/** The variables as they were typed; those of the configuration where the tab was not seen yet. */
	Variables variables(InstanceConfiguration configuration) {
		EnvironmentTable table = environment;
		return table == null ? Variables.NONE.shown(configuration) : table.variables();
	}

	/** While the ComfyUIs of this computer are looked for, it can't be asked for again. */
	void setDetecting(boolean detecting) {
		Button button = detect;
		if (button == null || button.isDisposed())
			return;
		button.setEnabled(!detecting && button.getParent().isEnabled());
		button.setText(detecting ? Messages.detecting : Messages.detect);
	}

	private void directory(Page page, Page.Key key, Function<InstanceConfiguration, @Nullable Path> get,
			BiConsumer<InstanceConfiguration.Builder, @Nullable Path> set) {
		path(page, key, false, null, get, set);
	}

	/** @param detected for a second button; null for none */
	private void path(Page page, Page.Key key, boolean file, @Nullable Runnable detected,
			Function<InstanceConfiguration, @Nullable Path> get, BiConsumer<InstanceConfiguration.Builder, @Nullable Path> set) {
		page.text(key, (parent, text) -> {
			Composite buttons = new Composite(parent, SWT.NONE);
			GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(buttons);
			button(buttons, Messages.browse, () -> browse(text, file)).setToolTipText(key.label().replace("&", "").replaceFirst(":$", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			if (detected != null) {
				Button search = button(buttons, Messages.detect, detected);
				search.setToolTipText(Messages.detect_tip);
				makeRoomFor(search, Messages.detecting);
				detect = search;
			}
			return buttons;
		}, value -> get.apply(value) instanceof Path path ? path.toString() : "", //$NON-NLS-1$
				(builder, text) -> set.accept(builder, text.isEmpty() ? null : path(text)));
	}

	private static Button button(Composite parent, String text, Runnable action) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		GridDataFactory.fillDefaults().applyTo(button);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	/** So that nothing moves or is cut off when the button has the other text. */
	private static void makeRoomFor(Button button, String other) {
		String text = button.getText();
		int width = button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
		button.setText(other);
		GridDataFactory.fillDefaults().hint(Math.max(width, button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x), SWT.DEFAULT).applyTo(button);
		button.setText(text);
	}

	private void browse(Text text, boolean file) {
		if (!text.isEnabled())
			return;
		String chosen;
		if (file) {
			FileDialog dialog = new FileDialog(text.getShell(), SWT.OPEN);
			dialog.setFileName(text.getText());
			chosen = dialog.open();
		} else {
			DirectoryDialog dialog = new DirectoryDialog(text.getShell());
			dialog.setFilterPath(text.getText());
			chosen = dialog.open();
		}
		if (chosen != null)
			text.setText(chosen);
	}

	/** What is no path at all becomes one that the validation refuses. */
	static Path path(String text) {
		try {
			return Path.of(text);
		} catch (InvalidPathException e) {
			return Path.of("invalid"); //$NON-NLS-1$
		}
	}
}
