// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.configuration.Backup;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.Difference;
import org.creativestudio.comfyui.ui.internal.kept.KeptColumns;
import org.creativestudio.comfyui.ui.internal.kept.KeptSettings;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.PlatformUI;

/** Lists earlier versions of the configuration, compares the selected one with today, and brings it back when the user says so twice. */
public final class RestoreDialog extends TitleAreaDialog {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());
	private static final int ROWS = 7;

	/** What exists while the dialog is open. */
	private record Parts(Table backups, Tree differences) {
	}

	private final ConfigurationExchange exchange;
	private List<Backup> backups = List.of();
	private @Nullable Parts parts;
	private @Nullable CompletableFuture<?> asking;

	public RestoreDialog(Shell parent, ConfigurationExchange exchange) {
		super(parent);
		this.exchange = exchange;
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(Messages.restore_title);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(shell, "org.creativestudio.comfyui.ui.exchange_restore"); //$NON-NLS-1$
		shell.addListener(SWT.Dispose, event -> cancel());
	}

	private void cancel() {
		CompletableFuture<?> open = asking;
		asking = null;
		if (open != null)
			open.cancel(true);
	}

	@Override
	protected IDialogSettings getDialogBoundsSettings() {
		return KeptSettings.bounds("restore"); //$NON-NLS-1$
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite outer = (Composite) super.createDialogArea(parent);
		Composite area = new Composite(outer, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
		GridLayoutFactory.swtDefaults().margins(12, 12).applyTo(area);
		setTitle(Messages.restore_title);
		setMessage(Messages.restore_reading, IMessageProvider.INFORMATION);
		int chars = convertWidthInCharsToPixels(1);
		SashForm sash = new SashForm(area, SWT.VERTICAL);
		GridDataFactory.fillDefaults().grab(true, true).hint(110 * chars, SWT.DEFAULT).applyTo(sash);
		Composite upper = half(sash, Messages.restore_backups);
		Table table = new Table(upper, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
		table.setHeaderVisible(true);
		GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, ROWS * table.getItemHeight()).applyTo(table);
		column(table, Messages.restore_time, 30 * chars);
		column(table, Messages.restore_instances, 78 * chars);
		new KeptColumns(table, "backups").addAll(); //$NON-NLS-1$
		Composite lower = half(sash, Messages.restore_differences);
		Tree tree = new Tree(lower, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
		tree.setHeaderVisible(true);
		GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, ROWS * tree.getItemHeight()).applyTo(tree);
		column(tree, Messages.restore_what, 36 * chars);
		column(tree, Messages.restore_today, 36 * chars);
		column(tree, Messages.restore_then, 36 * chars);
		new KeptColumns(tree, "differences").addAll(); //$NON-NLS-1$
		parts = new Parts(table, tree);
		table.addListener(SWT.Selection, event -> compare());
		table.addListener(SWT.DefaultSelection, event -> buttonPressed(IDialogConstants.OK_ID));
		return outer;
	}

	private static Composite half(SashForm sash, String title) {
		Composite half = new Composite(sash, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(half);
		new Label(half, SWT.NONE).setText(title);
		return half;
	}

	private static void column(Table table, String title, int width) {
		TableColumn column = new TableColumn(table, SWT.LEFT);
		column.setText(title);
		column.setWidth(width);
	}

	private static void column(Tree tree, String title, int width) {
		TreeColumn column = new TreeColumn(tree, SWT.LEFT);
		column.setText(title);
		column.setWidth(width);
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.restore_button, true).setEnabled(false);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	@Override
	public void create() {
		super.create();
		exchange.backups().whenComplete((found, failure) -> later(() -> {
			if (failure != null)
				setErrorMessage(Failures.message(failure));
			else
				show(found);
		}));
	}

	private void later(Runnable work) {
		OnDisplay.later(PlatformUI.getWorkbench().getDisplay(), () -> {
			if (getShell() != null && !getShell().isDisposed())
				work.run();
		});
	}

	private void show(List<Backup> found) {
		Parts p = parts;
		if (p == null)
			return;
		backups = found;
		p.backups.removeAll();
		for (Backup backup : found)
			new TableItem(p.backups, SWT.NONE).setText(new String[] { TIME.format(backup.at()),
					backup.problem() instanceof String problem ? problem
							: backup.instances().isEmpty() ? Messages.restore_noInstances : String.join(", ", backup.instances()) }); //$NON-NLS-1$
		setMessage(found.isEmpty() ? Messages.restore_none : Messages.restore_message);
		if (!found.isEmpty()) {
			p.backups.setSelection(0);
			p.backups.setFocus();
			compare();
		}
	}

	private @Nullable Backup selected() {
		Parts p = parts;
		int index = p == null ? -1 : p.backups.getSelectionIndex();
		return index < 0 || index >= backups.size() ? null : backups.get(index);
	}

	private void compare() {
		Parts p = parts;
		Backup backup = selected();
		if (p == null || backup == null)
			return;
		cancel();
		p.differences.removeAll();
		enableRestore(false);
		setErrorMessage(null);
		if (backup.problem() != null) {
			setErrorMessage(backup.problem());
			return;
		}
		CompletableFuture<List<Difference>> question = exchange.compare(backup);
		asking = question;
		question.whenComplete((differences, failure) -> later(() -> {
			if (asking != question)
				return;
			if (failure != null)
				setErrorMessage(Failures.message(failure));
			else
				show(p.differences, differences);
		}));
	}

	private void show(Tree tree, List<Difference> differences) {
		for (Difference difference : differences) {
			TreeItem item = new TreeItem(tree, SWT.NONE);
			item.setText(switch (difference.kind()) {
			case COMES_BACK -> new String[] { difference.name(), Messages.restore_absent, Messages.restore_comesBack };
			case VANISHES -> new String[] { difference.name(), Messages.restore_present, Messages.restore_vanishes };
			case CHANGES -> new String[] { difference.name(), "", "" }; //$NON-NLS-1$ //$NON-NLS-2$
			case SETTINGS -> new String[] { Messages.restore_settings, "", "" }; //$NON-NLS-1$ //$NON-NLS-2$
			});
			for (Difference.Field field : difference.fields())
				new TreeItem(item, SWT.NONE).setText(DifferenceWords.of(difference.kind(), field));
			item.setExpanded(true);
		}
		setMessage(differences.isEmpty() ? Messages.restore_same : Messages.restore_message);
		enableRestore(!differences.isEmpty());
	}

	private void enableRestore(boolean enabled) {
		Button restore = getButton(IDialogConstants.OK_ID);
		if (restore != null)
			restore.setEnabled(enabled);
	}

	@Override
	protected void okPressed() {
		Backup backup = selected();
		Button restore = getButton(IDialogConstants.OK_ID);
		if (backup == null || restore == null || !restore.isEnabled())
			return;
		if (new MessageDialog(getShell(), Messages.restore_title, null, NLS.bind(Messages.restore_question, TIME.format(backup.at())),
				MessageDialog.QUESTION, 1, Messages.restore_button, IDialogConstants.CANCEL_LABEL).open() != 0)
			return;
		enableRestore(false);
		exchange.restore(backup).whenComplete((done, failure) -> later(() -> {
			enableRestore(true);
			if (failure != null)
				setErrorMessage(Failures.message(failure));
			else
				super.okPressed();
		}));
	}
}
