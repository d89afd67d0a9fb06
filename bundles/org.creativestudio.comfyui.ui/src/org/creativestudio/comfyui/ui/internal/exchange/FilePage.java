// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Asks for the file that is imported. */
final class FilePage extends WizardPage {

	private static final int CHARS = 60;
	private String path;

	/** @param path what is proposed; may be empty */
	FilePage(String path) {
		super("file", Messages.import_fileTitle, null); //$NON-NLS-1$
		this.path = path;
		setMessage(Messages.import_fileMessage);
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

	@Override
	public void createControl(@Nullable Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).spacing(12, 6).applyTo(area);
		new Label(area, SWT.NONE).setText(Messages.import_file);
		Text text = new Text(area, SWT.BORDER);
		text.setText(path);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER)
				.hint(new PixelConverter(area).convertWidthInCharsToPixels(CHARS), SWT.DEFAULT).applyTo(text);
		Button browse = new Button(area, SWT.PUSH);
		browse.setText(Messages.browse);
		browse.addListener(SWT.Selection, event -> {
			FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
			dialog.setFilterExtensions(new String[] { "*.json", "*" }); //$NON-NLS-1$ //$NON-NLS-2$
			if (dialog.open() instanceof String chosen)
				text.setText(chosen);
		});
		text.addListener(SWT.Modify, event -> {
			path = text.getText();
			update();
		});
		setControl(area);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "org.creativestudio.comfyui.ui.exchange_import"); //$NON-NLS-1$
		update();
	}

	private void update() {
		Path file = file();
		setErrorMessage(!path.isBlank() && (file == null || !file.isAbsolute()) ? Messages.import_notAbsolute : null);
		setPageComplete(file != null && file.isAbsolute());
	}
}
