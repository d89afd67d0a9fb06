// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** One image with its name and size below it. */
final class PicturePane extends Composite {

	private final ImageCanvas canvas;
	private final Label caption;

	PicturePane(Composite parent) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(this);
		canvas = new ImageCanvas(this);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(canvas);
		caption = new Label(this, SWT.CENTER);
		GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).applyTo(caption);
	}

	ImageCanvas canvas() {
		return canvas;
	}

	/** A text in the place of an image. */
	void show(String message) {
		canvas.show(message);
		caption.setText(""); //$NON-NLS-1$
	}

	/** @param problem shown when there is no picture */
	void show(ImageReading.@Nullable Picture picture, String name, String problem) {
		if (picture == null) {
			canvas.show(problem);
			caption.setText(LegacyActionTools.escapeMnemonics(name));
			return;
		}
		String text = NLS.bind(Messages.caption, new Object[] { name, picture.width(), picture.height() });
		canvas.show(picture.data(), picture.width(), picture.height(), text);
		String shown = LegacyActionTools.escapeMnemonics(text);
		caption.setText(shown);
		caption.setToolTipText(shown); // beside another one there may be no room for it
	}

	@Override
	public boolean setFocus() {
		return canvas.forceFocus();
	}
}
