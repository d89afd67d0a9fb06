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
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
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
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Looks for set-ups of other programs, shows what was found by program, and lets the user choose. The search can be stopped. */
final class FoundPage extends WizardPage {

	private static final int CHARS = 110;
	private static final int ROWS = 8;

	/** What exists once the page is shown. */
	private record Parts(Table table, Text details, ProgressBar progress, Button stop) {
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
		Table table = new Table(area, SWT.BORDER | SWT.CHECK | SWT.FULL_SELECTION | SWT.SINGLE);
		table.setHeaderVisible(true);
		GridDataFactory.fillDefaults().grab(true, true).hint(CHARS * chars, ROWS * table.getItemHeight() + table.getHeaderHeight()).applyTo(table);
		column(table, Messages.migrate_source, 24 * chars);
		column(table, Messages.migrate_instances, 32 * chars);
		column(table, Messages.migrate_location, 46 * chars);
		table.addListener(SWT.Selection, event -> selected());
		table.addListener(SWT.Resize, event -> table.getColumn(2)
				.setWidth(Math.max(46 * chars, table.getClientArea().width - table.getColumn(0).getWidth() - table.getColumn(1).getWidth())));
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

	private static void column(Table table, String title, int width) {
		TableColumn column = new TableColumn(table, SWT.LEFT);
		column.setText(title);
		column.setWidth(width);
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible && !begun) {
			begun = true;
			search();
		}
	}

	private void search() {
		Parts p = parts;
		if (p == null)
			return;
		found.clear();
		p.table.removeAll();
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
		question.whenComplete((answer, failure) -> PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
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
			TableItem item = new TableItem(p.table, SWT.NONE);
			item.setText(new String[] { setup.sourceName(),
					setup.instances().isEmpty() ? Messages.migrate_noInstance
							: setup.instances().stream().map(InstanceConfiguration::name).collect(Collectors.joining(", ")), //$NON-NLS-1$
					setup.location() instanceof Path location ? location.toString() : address(setup) });
			item.setChecked(!setup.instances().isEmpty());
		}
		if (p.table.getSelectionIndex() < 0 && !found.isEmpty())
			p.table.setSelection(0);
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
		int index = p.table.getSelectionIndex();
		if (index >= 0 && index < found.size()) {
			FoundSetup setup = found.get(index);
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
		List<FoundSetup> chosen = new ArrayList<>();
		if (p != null && !p.table.isDisposed())
			for (int i = 0; i < Math.min(found.size(), p.table.getItemCount()); i++)
				if (p.table.getItem(i).getChecked())
					chosen.add(found.get(i));
		return chosen;
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
