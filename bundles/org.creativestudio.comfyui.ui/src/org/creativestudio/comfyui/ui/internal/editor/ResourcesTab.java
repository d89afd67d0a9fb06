// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.VramMode;
import org.creativestudio.comfyui.core.validation.Field;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Program, device, environment and directories of an instance. */
final class ResourcesTab {

	private final Page page;
	private final DeviceChoice devices;
	private final EnvironmentTable environment;
	private @Nullable Button detect;

	/**
	 * @param detected is called when the user wants the ComfyUIs of this computer to be looked for
	 * @param changed  is called whenever the user has changed something
	 */
	ResourcesTab(Page page, boolean secretsAvailable, Runnable detected, Runnable changed) {
		this.page = page;
		page.section(Messages.section_program);
		path("comfyuiDirectory", Field.COMFYUI_DIRECTORY, Messages.comfyui, Messages.comfyui_help, false, detected, //$NON-NLS-1$
				InstanceConfiguration::comfyuiDirectory, InstanceConfiguration.Builder::comfyuiDirectory);
		path("python", Field.PYTHON, Messages.python, Messages.python_help, true, null, InstanceConfiguration::python, //$NON-NLS-1$
				InstanceConfiguration.Builder::python);
		page.section(Messages.section_device);
		devices = new DeviceChoice(page, changed);
		Map<String, String> modes = new LinkedHashMap<>();
		List<String> words = List.of(Messages.vram_auto, Messages.vram_gpuOnly, Messages.vram_high, Messages.vram_normal, Messages.vram_low,
				Messages.vram_none);
		for (VramMode mode : VramMode.values())
			modes.put(mode.word(), words.get(mode.ordinal()));
		page.choice(new Page.Key("vramMode", Field.VRAM_MODE, Messages.vram, Messages.vram_help), modes, value -> value.vramMode().word(), //$NON-NLS-1$
				(builder, word) -> VramMode.of(word).ifPresent(builder::vramMode));
		page.text(new Page.Key("maxConcurrentWorkflows", Field.MAX_CONCURRENT_WORKFLOWS, Messages.concurrent, Messages.concurrent_help), //$NON-NLS-1$
				value -> Integer.toString(value.maxConcurrentWorkflows()), (builder, text) -> builder.maxConcurrentWorkflows(BasicTab.number(text)));
		page.section(Messages.section_environment);
		top(page.label(Messages.environment));
		environment = new EnvironmentTable(page, secretsAvailable, changed);
		page.add(new Page.Key("environment", Field.ENVIRONMENT, Messages.environment, //$NON-NLS-1$
				secretsAvailable ? Messages.environment_help : Messages.environment_help + ' ' + Messages.variable_noStorage), environment.table(),
				environment.binding());
		page.section(Messages.section_directories);
		directory("customNodesPath", Field.CUSTOM_NODES_PATH, Messages.nodes, Messages.nodes_help, InstanceConfiguration::customNodesPath, //$NON-NLS-1$
				InstanceConfiguration.Builder::customNodesPath);
		top(page.label(Messages.models));
		ModelDirectories models = new ModelDirectories(page, changed);
		page.add(new Page.Key("modelDirectories", Field.MODEL_DIRECTORIES, Messages.models, Messages.models_help), models.control(), //$NON-NLS-1$
				models.binding());
		directory("baseDirectory", Field.BASE_DIRECTORY, Messages.base, Messages.base_help, InstanceConfiguration::baseDirectory, //$NON-NLS-1$
				InstanceConfiguration.Builder::baseDirectory);
		directory("outputDirectory", Field.OUTPUT_DIRECTORY, Messages.output, Messages.output_help, InstanceConfiguration::outputDirectory, //$NON-NLS-1$
				InstanceConfiguration.Builder::outputDirectory);
		directory("inputDirectory", Field.INPUT_DIRECTORY, Messages.input, Messages.input_help, InstanceConfiguration::inputDirectory, //$NON-NLS-1$
				InstanceConfiguration.Builder::inputDirectory);
		directory("userDirectory", Field.USER_DIRECTORY, Messages.user, Messages.user_help, InstanceConfiguration::userDirectory, //$NON-NLS-1$
				InstanceConfiguration.Builder::userDirectory);
	}

	private static void top(Label label) {
		GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).indent(0, 4).applyTo(label);
	}

	DeviceChoice devices() {
		return devices;
	}

	EnvironmentTable environment() {
		return environment;
	}

	/** While the ComfyUIs of this computer are looked for, it can't be asked for again. */
	void setDetecting(boolean detecting) {
		Button button = detect;
		if (button == null || button.isDisposed())
			return;
		button.setEnabled(!detecting);
		button.setText(detecting ? Messages.detecting : Messages.detect);
	}

	private void directory(String name, Field field, String label, String help, Function<InstanceConfiguration, @Nullable Path> get,
			BiConsumer<InstanceConfiguration.Builder, @Nullable Path> set) {
		path(name, field, label, help, false, null, get, set);
	}

	/** @param detected for a second button; null for none */
	private void path(String name, Field field, String label, String help, boolean file, @Nullable Runnable detected,
			Function<InstanceConfiguration, @Nullable Path> get, BiConsumer<InstanceConfiguration.Builder, @Nullable Path> set) {
		page.text(new Page.Key(name, field, label, help), (parent, text) -> {
			Composite buttons = new Composite(parent, SWT.NONE);
			GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(buttons);
			button(buttons, Messages.browse, () -> browse(text, file)).setToolTipText(label.replace("&", "").replaceFirst(":$", "")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
			if (detected != null) {
				detect = button(buttons, Messages.detect, detected);
				detect.setToolTipText(Messages.detect_tip);
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
