// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.ConfigurationChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.creativestudio.comfyui.core.launching.ServerOptions;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/**
 * Makes or edits an instance. Checks as the user types, beside the UI thread; can't store what has an error. What was typed for
 * secrets is not in the configuration but in {@link #variables()}.
 */
public final class InstanceDialog extends TitleAreaDialog {

	private static final int FIX_ID = IDialogConstants.CLIENT_ID + 1;
	private static final int WIDTH_CHARS = 92;
	private static final int HEIGHT_LINES = 32;

	/** What exists while the dialog is open. */
	private record Parts(TabFolder folder, List<Page> pages, BasicTab basic, ResourcesTab resources, RuntimeTab runtime, TestPage test,
			ConnectionTesting testing, Checking checking) {
	}

	private final EditorServices services;
	private final InstanceConfiguration before;
	private final boolean isNew;
	private InstanceConfiguration configuration;
	private @Nullable Parts parts;
	private Variables variables = Variables.NONE;
	private boolean showing;
	private boolean saveWhenChecked;
	private @Nullable Path optionsOf;
	private String atRestart = ""; //$NON-NLS-1$

	/** @param isNew whether the configuration is to be created, else changed */
	public InstanceDialog(Shell parent, EditorServices services, InstanceConfiguration configuration, boolean isNew) {
		super(parent);
		this.services = services;
		this.before = configuration;
		this.configuration = configuration;
		this.isNew = isNew;
	}

	/** What was entered. */
	public InstanceConfiguration configuration() {
		return configuration;
	}

	/** What was entered as environment, secrets included. */
	public Variables variables() {
		return variables;
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(isNew ? Messages.title_new : NLS.bind(Messages.title_edit, configuration.name()));
		PlatformUI.getWorkbench().getHelpSystem().setHelp(shell, "org.creativestudio.comfyui.ui.instance_dialog"); //$NON-NLS-1$
	}

	@Override
	protected IDialogSettings getDialogBoundsSettings() {
		return KeptSettings.bounds("instance"); //$NON-NLS-1$
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		setTitle(isNew ? Messages.title_new : LegacyActionTools.escapeMnemonics(configuration.name()));
		setMessage(Messages.message);
		Composite room = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().margins(8, 8).applyTo(room);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(room);
		TabFolder folder = new TabFolder(room, SWT.TOP);
		// As large as the largest tab wants to be: to ask each takes long, and most are made later.
		GridDataFactory.fillDefaults().grab(true, true).hint(convertWidthInCharsToPixels(WIDTH_CHARS), convertHeightInCharsToPixels(HEIGHT_LINES))
				.applyTo(folder);
		BasicTab basic = new BasicTab(() -> mend(Page.change(builder -> builder.kind(InstanceConfiguration.ATTACHED))));
		ResourcesTab resources = new ResourcesTab(services.secrets() != null, this::detect, this::edited);
		RuntimeTab runtime = new RuntimeTab();
		List<Page> pages = List.of(page(folder, Messages.tab_basic, basic), page(folder, Messages.tab_resources, resources),
				page(folder, Messages.tab_runtime, runtime));
		TestPage test = new TestPage(folder, this::mend, this::reveal, this::test);
		TabItem last = new TabItem(folder, SWT.NONE);
		last.setText(Messages.tab_test);
		last.setControl(test.control());
		parts = new Parts(folder, pages, basic, resources, runtime, test, new ConnectionTesting(services.manager(), test),
				new Checking(folder, () -> services.manager().validate(configuration), this::showFindings));
		showConfiguration(configuration);
		offerDevices(resources);
		Dialog.applyDialogFont(area);
		return area;
	}

	private Page page(TabFolder folder, String title, Page.Rows rows) {
		Page page = new Page(folder, rows, this::make, this::edited);
		TabItem tab = new TabItem(folder, SWT.NONE);
		tab.setText(title);
		tab.setControl(page.control());
		return page;
	}

	/** Rows of a tab are made: they show what was entered elsewhere, and what is to be said of it. */
	private void make(Page page, Runnable rows) {
		showing = true;
		rows.run();
		page.show(configuration);
		showing = false;
		KindFields.enable(page, configuration);
		Parts p = parts;
		if (p == null)
			return;
		page.mark(p.checking.findings().stream().filter(finding -> page.has(finding.field())).toList());
		p.basic.update(configuration);
	}

	private void offerDevices(ResourcesTab resources) {
		ComputeDevices known = services.devices();
		if (known != null)
			beside("devices", known::list, list -> { //$NON-NLS-1$
				showing = true;
				resources.offer(list);
				showing = false;
			});
	}

	/** Asks what may block, and tells the answer on the UI thread if the dialog is still there. */
	private <T> void beside(String name, Supplier<T> question, Consumer<T> answer) {
		Parts p = parts;
		if (p != null)
			CompletableFuture.supplyAsync(question, work -> Thread.ofVirtual().name(name).start(work))
					.thenAccept(value -> OnDisplay.later(p.folder, () -> answer.accept(value)));
	}

	private void showConfiguration(InstanceConfiguration shown) {
		Parts p = parts;
		if (p == null)
			return;
		showing = true;
		configuration = shown;
		p.pages.forEach(page -> page.show(shown));
		showing = false;
		edited();
	}

	/** Something was typed: what it means is said a moment later. */
	private void edited() {
		Parts p = parts;
		if (showing || p == null || p.folder.isDisposed())
			return;
		InstanceConfiguration.Builder builder = configuration.toBuilder();
		p.pages.forEach(page -> page.read(builder, configuration));
		configuration = builder.build();
		variables = p.resources.variables(configuration);
		p.pages.forEach(page -> KindFields.enable(page, configuration));
		p.basic.update(configuration);
		askOptions(p);
		saveWhenChecked = false;
		p.checking.edited();
	}

	/** What the installed ComfyUI can be given is read when its directory is another one. */
	private void askOptions(Parts p) {
		ServerOptions known = services.options();
		Path directory = RuntimeTab.installation(configuration);
		if (known == null || Objects.equals(directory, optionsOf))
			return;
		optionsOf = directory;
		if (directory != null)
			beside("options", () -> known.of(directory), options -> { //$NON-NLS-1$
				if (directory.equals(optionsOf))
					p.runtime.setOptions(options);
			});
	}

	private void showFindings(List<Finding> now) {
		Parts p = parts;
		if (p == null)
			return;
		if (saveWhenChecked && now.stream().noneMatch(Finding::isError)) {
			okPressed();
			return;
		}
		saveWhenChecked = false;
		for (int i = 0; i < p.pages.size(); i++)
			mark(p.pages.get(i), p.folder.getItem(i), now);
		p.test.show(now);
		p.test.showEffect(effect(p));
		Finding first = now.isEmpty() ? null : now.get(0);
		if (first == null)
			setMessage(Messages.message);
		else
			setMessage(first.message(), first.isError() ? IMessageProvider.ERROR : IMessageProvider.WARNING);
		Button save = getButton(IDialogConstants.OK_ID);
		if (save != null)
			save.setEnabled(first == null || !first.isError());
		showFix(fixable(now));
	}

	private void showFix(@Nullable Finding finding) {
		Button fix = getButton(FIX_ID);
		if (fix == null)
			return;
		Finding.Fix possible = finding == null ? null : finding.fix();
		fix.setVisible(possible != null);
		if (possible != null) {
			fix.setText(LegacyActionTools.escapeMnemonics(possible.label()));
			setButtonLayoutData(fix);
			fix.requestLayout();
		}
	}

	/** The first thing to be said, if it can be mended. */
	private static @Nullable Finding fixable(List<Finding> findings) {
		return findings.isEmpty() || findings.get(0).fix() == null ? null : findings.get(0);
	}

	/** A tab tells by an image that something in it is to be looked at, and in its tip what. */
	private static void mark(Page page, TabItem tab, List<Finding> findings) {
		List<Finding> here = findings.stream().filter(finding -> page.has(finding.field())).toList();
		page.mark(here);
		boolean error = here.stream().anyMatch(Finding::isError);
		tab.setImage(here.isEmpty() ? null : PlatformUI.getWorkbench().getSharedImages()
				.getImage(error ? ISharedImages.IMG_OBJS_ERROR_TSK : ISharedImages.IMG_OBJS_WARN_TSK));
		tab.setToolTipText(here.isEmpty() ? null : here.stream().map(Finding::message).collect(Collectors.joining("\n"))); //$NON-NLS-1$
	}

	/** What the edit means for a server that runs. */
	private String effect(Parts p) {
		InstanceSnapshot running = isNew ? null : services.manager().getInstance(configuration.id()).orElse(null);
		if (running == null || !running.status().isUp())
			return ""; //$NON-NLS-1$
		return edit(p).effect();
	}

	private Edit edit(Parts p) {
		return new Edit(ConfigurationChange.between(before, configuration), !variables.typedSecrets().isEmpty(), p.pages);
	}

	/** For a user: what an edit changed that waits for a restart; empty for nothing. Known when the dialog was closed with Save. */
	public String atRestart() {
		return atRestart;
	}

	private void mend(Finding finding) {
		Finding.Fix fix = finding.fix();
		if (fix != null)
			mend(fix.change());
	}

	private void mend(UnaryOperator<InstanceConfiguration> change) {
		showConfiguration(change.apply(configuration));
		Parts p = parts;
		if (p != null)
			p.checking.ask();
	}

	/** Brings the field of a finding in sight and gives it the keyboard. */
	private void reveal(Finding finding) {
		Parts p = parts;
		if (p == null)
			return;
		for (int i = 0; i < p.pages.size(); i++)
			if (p.pages.get(i).has(finding.field())) {
				p.folder.setSelection(i);
				p.pages.get(i).focus(finding.field());
				return;
			}
	}

	private void detect() {
		Parts p = parts;
		if (p == null)
			return;
		p.resources.setDetecting(true);
		services.manager().detect().whenComplete((found, failure) -> OnDisplay.later(p.folder, () -> {
			p.resources.setDetecting(false);
			Detected.choose(getShell(), failure == null ? found : List.of()).ifPresent(chosen -> mend(
					Page.change(builder -> builder.comfyuiDirectory(chosen.comfyuiDirectory()).python(chosen.python()))));
		}));
	}

	/** Begins a test of the connection, or ends the one that runs. */
	private void test() {
		Parts p = parts;
		if (p == null)
			return;
		p.testing.toggle(configuration);
		p.checking.ask();
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		((GridLayout) parent.getLayout()).makeColumnsEqualWidth = false; // the label of a fix may be long
		createButton(parent, FIX_ID, Messages.test_fix, false).setVisible(false);
		createButton(parent, IDialogConstants.OK_ID, Messages.save, true).setEnabled(false);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	@Override
	protected void buttonPressed(int id) {
		Parts p = parts;
		Finding first = p == null ? null : fixable(p.checking.findings());
		if (id == FIX_ID && first != null)
			mend(first);
		else
			super.buttonPressed(id);
	}

	/** What was typed last is checked first; the dialog closes when it is known to be well. */
	@Override
	protected void okPressed() {
		Parts p = parts;
		if (p == null)
			return;
		if (!p.checking.isDone()) {
			saveWhenChecked = true;
			setMessage(Messages.checking, IMessageProvider.INFORMATION);
			p.checking.ask();
			return;
		}
		saveWhenChecked = false;
		if (p.checking.findings().stream().anyMatch(Finding::isError))
			return;
		atRestart = edit(p).atRestart();
		super.okPressed();
	}

	/** A size of before, which another language or font may have had, is no reason to cut texts off. */
	@Override
	protected Point getInitialSize() {
		Point kept = super.getInitialSize();
		Point wanted = getShell().computeSize(SWT.DEFAULT, SWT.DEFAULT);
		return new Point(Math.max(kept.x, wanted.x), Math.max(kept.y, wanted.y)); // JFace keeps it within the screen
	}

	@Override
	public void create() {
		super.create();
		Parts p = parts;
		if (p != null)
			p.folder.getDisplay().asyncExec(() -> beginFirst(p)); // the window opens before
		edited();
	}

	private static void beginFirst(Parts parts) {
		if (parts.folder.isDisposed())
			return;
		parts.pages.get(0).begin();
		parts.pages.get(0).focus();
	}
}
