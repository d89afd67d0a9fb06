// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.List;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.instances.SpokenTexts;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.jface.preference.JFacePreferences;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;

/**
 * A row of a page that is made: its control, a line of help below it, and what is to be said of its value in place of that and as a mark;
 * the help is at the title then.
 */
final class FieldRow {

	private static final String CONTEXT = "org.creativestudio.comfyui.ui.instance_"; //$NON-NLS-1$
	/** Readable on a dark background, too, which the platform's colour for what is secondary is not. */
	private static final String HELP_COLOR = "org.creativestudio.comfyui.ui.card.text.secondary"; //$NON-NLS-1$

	private final Page.Key key;
	private final @Nullable Label title;
	private final Control control;
	private final Page.Binding binding;
	private final Label help;
	/** Made for the first thing that is to be said. */
	private @Nullable ControlDecoration mark;

	/**
	 * @param title what stands before the control; null where its name is in it
	 * @param help  is for this row alone
	 */
	FieldRow(Page.Key key, @Nullable Label title, Control control, Page.Binding binding, Label help) {
		this.key = key;
		this.title = title;
		this.control = control;
		this.binding = binding;
		this.help = help;
		control.getAccessible().addAccessibleListener(SpokenTexts.description(help::getText));
		control.getAccessible().addRelation(ACC.RELATION_DESCRIBED_BY, help.getAccessible()); // on GTK nobody asks the listener
		PlatformUI.getWorkbench().getHelpSystem().setHelp(control, CONTEXT + key.name());
		explain("", false); //$NON-NLS-1$
	}

	Page.Key key() {
		return key;
	}

	Control control() {
		return control;
	}

	Page.Binding binding() {
		return binding;
	}

	/** With its title. */
	void setEnabled(boolean enabled) {
		binding.enable().accept(enabled);
		if (title != null)
			title.setEnabled(enabled);
	}

	/** Where it is in. */
	Composite section() {
		return help.getParent();
	}

	/**
	 * Says what there is to be said of its value; its help when there is nothing.
	 *
	 * @param findings of all rows
	 * @return whether the line below the control is another one now
	 */
	boolean say(List<Finding> findings) {
		List<Finding> own = findings.stream().filter(finding -> key.has(finding.field())).toList();
		String problem = own.stream().map(Finding::message).collect(Collectors.joining("\n")); //$NON-NLS-1$
		boolean error = own.stream().anyMatch(Finding::isError);
		mark(problem, error);
		return explain(problem, error);
	}

	private boolean explain(String problem, boolean error) {
		String text = LegacyActionTools.escapeMnemonics(problem.isEmpty() ? key.help() : problem);
		help.setForeground(color(problem.isEmpty() ? HELP_COLOR : error ? JFacePreferences.ERROR_COLOR : null));
		boolean other = !help.getText().equals(text);
		help.setText(text);
		if (title != null) // not at the control, where it would cover the line
			title.setToolTipText(problem.isEmpty() ? null : LegacyActionTools.escapeMnemonics(key.help()));
		return other;
	}

	private static @Nullable Color color(@Nullable String id) {
		return id == null ? null : JFaceResources.getColorRegistry().get(id);
	}

	private void mark(String problem, boolean error) {
		ControlDecoration decoration = mark;
		if (problem.isEmpty()) {
			if (decoration != null)
				decoration.hide();
			return;
		}
		if (decoration == null) {
			decoration = new ControlDecoration(control, SWT.TOP | SWT.LEFT);
			decoration.setMarginWidth(1);
			mark = decoration;
		}
		decoration.setImage(FieldDecorationRegistry.getDefault()
				.getFieldDecoration(error ? FieldDecorationRegistry.DEC_ERROR : FieldDecorationRegistry.DEC_WARNING).getImage());
		decoration.setDescriptionText(problem);
		decoration.show();
	}
}
