// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Asks which instances are exported, and to which file. */
final class ExportPage extends WizardPage {

	private static final int CHARS = 60;
	private static final int ROWS = 10;

	private final List<InstanceSnapshot> instances;
	private final Set<String> proposed;
	private String path = ""; //$NON-NLS-1$
	private List<String> chosen = List.of();

	/** @param proposed ids of those that are checked at first; empty: all */
	ExportPage(List<InstanceSnapshot> instances, Set<String> proposed) {
		super("export", Messages.export_pageTitle, null); //$NON-NLS-1$
		this.instances = instances;
		this.proposed = proposed;
		setMessage(Messages.export_message);
	}

	/** Null when what was typed is no path. */
	@Nullable
	Path file() {
		try {
			return path.isBlank() ? null : Path.of(path.strip());
		} catch (InvalidPathException e) {
			return null;
		}
	}

	/** Ids. */
	List<String> chosen() {
		return chosen;
	}

	/** Of the chosen. */
	List<String> names() {
		return instances.stream().filter(one -> chosen.contains(one.id())).map(InstanceSnapshot::name).toList();
	}

	@Override
	public void createControl(@Nullable Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).spacing(12, 6).applyTo(area);
		int width = new PixelConverter(area).convertWidthInCharsToPixels(CHARS);
		Label label = new Label(area, SWT.NONE);
		label.setText(Messages.export_instances);
		GridDataFactory.fillDefaults().span(3, 1).applyTo(label);
		CheckboxTableViewer list = CheckboxTableViewer.newCheckList(area, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(width, ROWS * list.getTable().getItemHeight()).applyTo(list.getTable());
		list.setContentProvider(ArrayContentProvider.getInstance());
		list.setLabelProvider(new LabelProvider() {
			@Override
			public String getText(@Nullable Object element) {
				return element instanceof InstanceSnapshot instance
						? NLS.bind(Messages.export_instance, instance.name(), Integer.toString(instance.configuration().port()))
						: ""; //$NON-NLS-1$
			}
		});
		list.setInput(instances);
		list.setCheckedElements(instances.stream().filter(one -> proposed.isEmpty() || proposed.contains(one.id())).toArray());
		list.addCheckStateListener(event -> checked(list));
		Composite buttons = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().applyTo(buttons);
		GridDataFactory.fillDefaults().applyTo(buttons);
		all(buttons, Messages.export_all, list, true);
		all(buttons, Messages.export_none, list, false);
		new Label(area, SWT.NONE).setText(Messages.export_file);
		Text text = new Text(area, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
		Button browse = new Button(area, SWT.PUSH);
		browse.setText(Messages.browse);
		GridDataFactory.fillDefaults().applyTo(browse);
		browse.addListener(SWT.Selection, event -> {
			FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
			dialog.setFilterExtensions(new String[] { "*." + ConfigurationExchange.FILE_EXTENSION }); //$NON-NLS-1$
			dialog.setFileName("comfyui-instances." + ConfigurationExchange.FILE_EXTENSION); //$NON-NLS-1$
			if (dialog.open() instanceof String file)
				text.setText(file);
		});
		text.addListener(SWT.Modify, event -> {
			path = text.getText();
			update();
		});
		setControl(area);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "org.creativestudio.comfyui.ui.exchange_export"); //$NON-NLS-1$
		checked(list);
		setErrorMessage(null);
	}

	private void all(Composite parent, String text, CheckboxTableViewer list, boolean checked) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
		button.addListener(SWT.Selection, event -> {
			list.setAllChecked(checked);
			checked(list);
		});
	}

	private void checked(CheckboxTableViewer list) {
		chosen = Stream.of(list.getCheckedElements()).filter(InstanceSnapshot.class::isInstance).map(one -> ((InstanceSnapshot) one).id())
				.toList();
		update();
	}

	private void update() {
		Path file = file();
		boolean bad = !path.isBlank() && (file == null || !file.isAbsolute());
		setErrorMessage(chosen.isEmpty() ? Messages.export_nothing : bad ? Messages.import_notAbsolute : null);
		setPageComplete(!chosen.isEmpty() && file != null && file.isAbsolute());
	}
}
