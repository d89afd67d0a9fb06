// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import java.util.function.Function;

import org.eclipse.jface.widgets.WidgetFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The title of a small window that tells something. JFace's own one touches the edges. */
public final class PopupTitle {

	/** What JFace leaves at both sides of the content, in pixels. */
	private static final int MARGIN = 5;
	/** What the content leaves at its edges itself, in pixels; so its text stands below the title. */
	public static final int CONTENT_MARGIN = 4;

	private PopupTitle() {
	}

	/** Makes the title, in a composite that has its layout already. */
	public static Function<Composite, Control> of(String text) {
		return parent -> {
			if (parent.getLayout() instanceof GridLayout layout) {
				layout.marginLeft = MARGIN + CONTENT_MARGIN;
				layout.marginRight = MARGIN;
			}
			return WidgetFactory.label(SWT.NONE).text(text).create(parent);
		};
	}
}
