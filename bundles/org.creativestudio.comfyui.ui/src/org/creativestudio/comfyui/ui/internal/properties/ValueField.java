// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import org.creativestudio.comfyui.ui.internal.instances.OwnDirection;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.widgets.FormToolkit;

/**
 * A value with its title before it, which can be selected and copied but not changed. A field for text puts Latin letters at its left; where
 * it is read from right to left that is the far end, so there it is no wider than its text.
 */
public final class ValueField {

	/** Below this a value keeps its room, so that nothing moves when it becomes longer or shorter. */
	private static final int WIDTH = 90;

	private final Label title;
	/** The text, or what is around it. */
	private final Control place;
	private final Text value;

	/** @param parent with a grid of two columns */
	public ValueField(Composite parent, FormToolkit toolkit) {
		title = toolkit.createLabel(parent, ""); //$NON-NLS-1$
		GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(title);
		boolean mirrored = (parent.getStyle() & SWT.MIRRORED) != 0;
		Composite around = mirrored ? toolkit.createComposite(parent) : parent;
		value = new Text(around, SWT.SINGLE | SWT.READ_ONLY);
		value.setData(FormToolkit.KEY_DRAW_BORDER, Boolean.FALSE); // nothing can be typed here
		toolkit.adapt(value, true, false);
		place = mirrored ? around : value;
		GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(place);
		if (mirrored) {
			GridLayoutFactory.fillDefaults().applyTo(around);
			GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).grab(true, false).applyTo(value);
			value.getAccessible().addRelation(ACC.RELATION_LABELLED_BY, title.getAccessible()); // which siblings have by themselves
		}
	}

	/**
	 * From now on it says this.
	 *
	 * @return whether the title is another one, which may need more room
	 */
	public boolean show(String name, String text) {
		boolean other = !title.getText().equals(name);
		if (other)
			title.setText(name);
		// A field sees the direction of letters by itself, and their marks would be copied with them.
		String shown = text.chars().anyMatch(Character::isLetter) ? text : OwnDirection.of(value.getStyle(), text);
		if (value.getText().equals(shown))
			return other;
		value.setText(shown);
		value.setToolTipText(LegacyActionTools.escapeMnemonics(text));
		if (place instanceof Composite around)
			around.layout(new Control[] { value });
		return other;
	}

	/** It is no longer there. */
	public void dispose() {
		title.dispose();
		place.dispose();
	}
}
