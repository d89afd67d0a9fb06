// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.migration.FoundSetup;
import org.creativestudio.comfyui.core.migration.Migration;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.ui.internal.tables.RowTable;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Looks for set-ups of other programs, shows what was found by program, and lets the user choose. The search can be stopped. */
final class FoundPage extends WizardPage {

	private static final int CHARS = 110;
	private static final int ROWS = 8;

	/** What exists once the page is shown. */
	private record Parts(CheckboxTableViewer table, Text details, ProgressBar progress, Button stop) {
	}

	private final Migration migration;
	private final List<FoundSetup> found = new ArrayList<>();
	private @Nullable Parts parts;
	private @Nullable CompletableFuture<List<FoundSetup>> searching;
	private boolean begun;

	FoundPage(Migration migration) {
		super("found", Messages.migrate_foundTitle, null); //$NON-NLS-1$
		this.migration = migration;
		setPageComplete(false);
	}

	@Override
	public void createControl(@Nullable Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(12, 6).applyTo(area);
		int chars = new PixelConverter(area).convertWidthInCharsToPixels(1);
		ProgressBar progress = new ProgressBar(area, SWT.INDETERMINATE);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(progress);
		Button stop = button(area, Messages.migrate_stop, this::stop);
		GridDataFactory.fillDefaults().applyTo(stop);
		CheckboxTableViewer table = table(area, chars);
		Composite buttons = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(buttons);
		GridDataFactory.fillDefaults().applyTo(buttons);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button(buttons, Messages.migrate_addFile,
				() -> read(new FileDialog(getShell(), SWT.OPEN).open())));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button(buttons, Messages.migrate_addDirectory,
				() -> read(new DirectoryDialog(getShell()).open())));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button(buttons, Messages.migrate_again, this::search));
		Label label = new Label(area, SWT.NONE);
		label.setText(Messages.migrate_details);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(label);
		Text details = new Text(area, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(CHARS * chars, 6 * details.getLineHeight()).applyTo(details);
		parts = new Parts(table, details, progress, stop);
		setControl(area);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "org.creativestudio.comfyui.ui.exchange_migrate"); //$NON-NLS-1$
		searching(false);
	}

	private static Button button(Composite parent, String text, Runnable action) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	private CheckboxTableViewer table(Composite area, int chars) {
		Composite room = new Composite(area, SWT.NONE);
		RowTable<FoundSetup> rows = new RowTable<>(room, SWT.BORDER | SWT.CHECK | SWT.SINGLE, "found", FoundSetup.class, FoundPage::location); //$NON-NLS-1$
		rows.column("source", Messages.migrate_source, 24, 16 * chars, FoundSetup::sourceName); //$NON-NLS-1$
		rows.column("instances", Messages.migrate_instances, 32, 16 * chars, FoundPage::names); //$NON-NLS-1$
		rows.column("location", Messages.migrate_location, 46, 24 * chars, FoundPage::location); //$NON-NLS-1$
		CheckboxTableViewer viewer = (CheckboxTableViewer) rows.viewer();
		Table table = viewer.getTable();
		GridDataFactory.fillDefaults().grab(true, true).hint(CHARS * chars, ROWS * table.getItemHeight() + table.getHeaderHeight()).applyTo(room);
		viewer.setInput(found);
		table.addListener(SWT.Selection, event -> selected());
		return viewer;
	}

	private static String names(FoundSetup setup) {
		return setup.instances().isEmpty() ? Messages.migrate_noInstance
				: setup.instances().stream().map(InstanceConfiguration::name).collect(Collectors.joining(", ")); //$NON-NLS-1$
	}

	private static String location(FoundSetup setup) {
		return setup.location() instanceof Path location ? location.toString() : address(setup);
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible && !begun) {
			begun = true;
			OnDisplay.later(getControl(), this::search); // the window opens before
		}
	}

	private void search() {
		Parts p = parts;
		if (p == null)
			return;
		found.clear();
		p.table.refresh();
		p.details.setText(""); //$NON-NLS-1$
		setErrorMessage(null);
		setPageComplete(false);
		ask(migration.find());
	}

	/** @param place null when the user took it back */
	private void read(@Nullable String place) {
		if (place != null)
			ask(migration.read(Path.of(place)));
	}

	private void ask(CompletableFuture<List<FoundSetup>> question) {
		stop();
		searching = question;
		searching(true);
		setMessage(Messages.migrate_searching, IMessageProvider.INFORMATION);
		question.whenComplete((answer, failure) -> OnDisplay.later(PlatformUI.getWorkbench().getDisplay(), () -> {
			if (searching != question || getControl() == null || getControl().isDisposed())
				return;
			searching = null;
			searching(false);
			if (failure != null)
				setErrorMessage(Failures.message(failure));
			else
				add(answer);
		}));
	}

	/** What was found before stays. */
	private void stop() {
		CompletableFuture<List<FoundSetup>> open = searching;
		searching = null;
		if (open == null)
			return;
		open.cancel(true);
		searching(false);
		setMessage(Messages.migrate_stopped, IMessageProvider.WARNING);
	}

	private void searching(boolean now) {
		Parts p = parts;
		if (p == null || p.progress.isDisposed())
			return;
		p.progress.setVisible(now);
		p.stop.setEnabled(now);
	}

	private void add(List<FoundSetup> more) {
		Parts p = parts;
		if (p == null)
			return;
		for (FoundSetup setup : more) {
			if (found.contains(setup))
				continue;
			found.add(setup);
			p.table.add(setup);
			p.table.setChecked(setup, !setup.instances().isEmpty());
		}
		if (p.table.getStructuredSelection().isEmpty() && p.table.getElementAt(0) instanceof FoundSetup first)
			p.table.setSelection(new StructuredSelection(first));
		setErrorMessage(null);
		setMessage(found.isEmpty() ? Messages.migrate_nothing
				: NLS.bind(found.size() == 1 ? Messages.migrate_foundOne : Messages.migrate_found, Integer.toString(found.size())));
		selected();
	}

	/** Where a running server answers. */
	private static String address(FoundSetup setup) {
		return setup.instances().stream().map(InstanceConfiguration::baseUri).map(String::valueOf).findFirst().orElse(Messages.migrate_running);
	}

	private void selected() {
		Parts p = parts;
		if (p == null)
			return;
		if (p.table.getStructuredSelection().getFirstElement() instanceof FoundSetup setup) {
			List<String> lines = new ArrayList<>();
			setup.instances().forEach(one -> lines.add(NLS.bind(Messages.migrate_instance,
					new Object[] { one.name(), one.baseUri(), one.comfyuiDirectory() == null ? "" : one.comfyuiDirectory() }))); //$NON-NLS-1$
			lines.addAll(setup.notes());
			p.details.setText(String.join("\n", lines)); //$NON-NLS-1$
		}
		setPageComplete(!chosen().isEmpty());
	}

	/** The set-ups that the user has checked. */
	List<FoundSetup> chosen() {
		Parts p = parts;
		return p == null || p.table.getTable().isDisposed() ? List.of() : found.stream().filter(p.table::getChecked).toList();
	}

	@Override
	public void dispose() {
		CompletableFuture<List<FoundSetup>> open = searching;
		searching = null;
		if (open != null)
			open.cancel(true);
		super.dispose();
	}
}
