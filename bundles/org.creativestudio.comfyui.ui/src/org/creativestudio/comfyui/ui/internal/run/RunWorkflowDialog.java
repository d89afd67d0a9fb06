// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Asks what to run, where, and how often. */
final class RunWorkflowDialog extends TitleAreaDialog {

	/** What the user asked for. */
	record Request(Path file, WorkflowOptions options, int times) {
	}

	private static final int MAX_TIMES = 999;

	private final InstanceManager manager;
	private final @Nullable Path wantedFile;
	private final @Nullable String wantedInstance;
	private final List<Path> offered = new ArrayList<>();
	private final List<InstanceSnapshot> instances;
	private final List<Descriptor> strategies;
	private @Nullable Combo workflow;
	private @Nullable Combo target;
	private @Nullable Text seed;
	private @Nullable Spinner times;
	private @Nullable Request request;

	/**
	 * @param strategies     null: none is offered
	 * @param wantedFile     chosen at first; null: what was run last
	 * @param wantedInstance chosen at first; null: none
	 */
	RunWorkflowDialog(Shell shell, InstanceManager manager, @Nullable StrategyRegistry strategies, @Nullable Path wantedFile,
			@Nullable String wantedInstance) {
		super(shell);
		this.manager = manager;
		this.strategies = strategies == null ? List.of() : strategies.getStrategies();
		this.wantedFile = wantedFile;
		this.wantedInstance = wantedInstance;
		this.instances = manager.getInstances();
		setShellStyle(getShellStyle() | SWT.RESIZE | SWT.SHEET);
		setHelpAvailable(false);
	}

	/** Null unless the user pressed Run. */
	@Nullable
	Request request() {
		return request;
	}

	@Override
	protected void configureShell(@Nullable Shell shell) {
		super.configureShell(shell);
		if (shell != null)
			shell.setText(Messages.dialog_title);
	}

	@Override
	protected IDialogSettings getDialogBoundsSettings() {
		return KeptSettings.bounds("run"); //$NON-NLS-1$
	}

	@Override
	protected Control createDialogArea(@Nullable Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "org.creativestudio.comfyui.ui.run_dialog"); //$NON-NLS-1$
		setTitle(Messages.dialog_title);
		setMessage(Messages.dialog_message);
		Composite form = new Composite(area, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).applyTo(form);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(form);
		createWorkflow(form);
		createTarget(form);
		createSeed(form);
		createTimes(form);
		return area;
	}

	private void createWorkflow(Composite form) {
		new Label(form, SWT.NONE).setText(Messages.dialog_workflow);
		Combo combo = new Combo(form, SWT.DROP_DOWN);
		workflow = combo;
		GridDataFactory.fillDefaults().grab(true, false).hint(360, SWT.DEFAULT).applyTo(combo);
		List<Path> recent = new RecentWorkflows().list();
		List<Path> samples = Samples.list();
		recent.forEach(file -> offer(combo, file, samples.contains(file)));
		samples.stream().filter(file -> !recent.contains(file)).forEach(file -> offer(combo, file, true));
		if (combo.getItemCount() > 0)
			combo.select(0);
		Path wanted = wantedFile;
		if (wanted != null)
			combo.setText(wanted.toString());
		combo.addModifyListener(event -> validate());
		Button browse = new Button(form, SWT.PUSH);
		browse.setText(Messages.dialog_browse);
		setButtonLayoutData(browse);
		browse.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> WorkflowFiles.choose(getShell(), false)
				.stream().findFirst().ifPresent(file -> combo.setText(file.toString()))));
	}

	private void offer(Combo combo, Path file, boolean sample) {
		offered.add(file);
		combo.add(sample ? Samples.name(file) : file.toString());
	}

	private void createTarget(Composite form) {
		new Label(form, SWT.NONE).setText(Messages.dialog_instance);
		Combo combo = new Combo(form, SWT.DROP_DOWN | SWT.READ_ONLY);
		target = combo;
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(combo);
		Optional<InstanceSnapshot> active = manager.getActiveInstance();
		combo.add(active.map(instance -> NLS.bind(Messages.dialog_automaticActive, instance.name()))
				.orElse(Messages.dialog_automatic));
		combo.select(0);
		for (InstanceSnapshot instance : instances) {
			combo.add(instance.name());
			if (instance.id().equals(wantedInstance))
				combo.select(combo.getItemCount() - 1);
		}
		strategies.forEach(strategy -> combo.add(NLS.bind(Messages.dialog_strategy, strategy.name())));
		combo.addModifyListener(event -> {
			int strategy = combo.getSelectionIndex() - 1 - instances.size();
			combo.setToolTipText(strategy >= 0 ? strategies.get(strategy).description() : null);
			validate();
		});
	}

	private void createSeed(Composite form) {
		new Label(form, SWT.NONE).setText(Messages.dialog_seed);
		Text text = new Text(form, SWT.BORDER);
		seed = text;
		text.setMessage(Messages.dialog_seedHint);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(text);
		text.addModifyListener(event -> validate());
	}

	private void createTimes(Composite form) {
		new Label(form, SWT.NONE).setText(Messages.dialog_count);
		Spinner spinner = new Spinner(form, SWT.BORDER);
		times = spinner;
		spinner.setValues(1, 1, MAX_TIMES, 0, 1, 10);
		GridDataFactory.swtDefaults().span(2, 1).applyTo(spinner);
		spinner.addModifyListener(event -> validate());
	}

	@Override
	protected void createButtonsForButtonBar(@Nullable Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.dialog_run, true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
		validate();
	}

	/** Reads the fields; the Run button is enabled when they make sense. */
	private void validate() {
		Combo files = workflow;
		Combo where = target;
		Text seeds = seed;
		Spinner count = times;
		Button run = getButton(IDialogConstants.OK_ID);
		if (files == null || where == null || seeds == null || count == null || run == null)
			return;
		int index = files.indexOf(files.getText());
		String typed = files.getText().strip();
		String problem = null;
		if (index < 0 && typed.isEmpty())
			problem = Messages.dialog_noFile;
		String seedText = seeds.getText().strip();
		Long seedValue = null;
		if (!seedText.isEmpty())
			try {
				seedValue = Long.parseUnsignedLong(seedText);
			} catch (NumberFormatException e) {
				problem = Messages.dialog_seedWrong;
			}
		Path file = index >= 0 ? offered.get(index) : path(typed);
		if (problem == null && file == null)
			problem = NLS.bind(Messages.dialog_noSuchFile, typed);
		setErrorMessage(problem);
		run.setEnabled(problem == null);
		if (problem != null || file == null)
			return;
		int chosen = where.getSelectionIndex();
		WorkflowOptions options = chosen > instances.size()
				? WorkflowOptions.withStrategy(strategies.get(chosen - 1 - instances.size()).id())
				: chosen > 0 ? WorkflowOptions.onInstance(instances.get(chosen - 1).id()) : WorkflowOptions.defaults();
		request = new Request(file, options.seed(seedValue), count.getSelection());
	}

	private static @Nullable Path path(String typed) {
		try {
			return Path.of(typed);
		} catch (InvalidPathException e) { // said in the dialog
			return null;
		}
	}

	@Override
	protected void okPressed() {
		validate();
		super.okPressed();
	}

	@Override
	protected void cancelPressed() {
		request = null;
		super.cancelPressed();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}
}
