// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.RadioGroupFieldEditor;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** What the user decides for the whole program. */
public final class StudioPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

	public StudioPreferencePage() {
		super(GRID);
	}

	@Override
	public void init(@Nullable IWorkbench workbench) {
		setPreferenceStore(new ScopedPreferenceStore(InstanceScope.INSTANCE, Closing.NODE));
	}

	@Override
	protected Control createContents(@Nullable Composite parent) {
		Control page = super.createContents(parent);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(page, "org.creativestudio.comfyui.ui.preferences_page"); //$NON-NLS-1$
		return page;
	}

	@Override
	protected void createFieldEditors() {
		addField(new RadioGroupFieldEditor(Closing.KEY, Messages.closing_preference, 1,
				new String[][] { { Messages.closing_preferenceAsk, Closing.ASK.name() },
						{ Messages.closing_preferenceLeave, Closing.LEAVE.name() }, { Messages.closing_preferenceStop, Closing.STOP.name() } },
				getFieldEditorParent(), true));
	}
}
