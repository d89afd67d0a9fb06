// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.preferences.IWorkbenchPreferenceContainer;

/** Leads to the pages below it, and says where what is decided there is kept. */
public final class StudioPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

	private static final String PREFIX = "org.creativestudio.comfyui.ui.preferences."; //$NON-NLS-1$
	private static final int WIDTH = 360;

	@Override
	public void init(@Nullable IWorkbench workbench) {
		noDefaultAndApplyButton();
	}

	@Override
	protected Control createContents(@Nullable Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(8, 8).applyTo(page);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(page, "org.creativestudio.comfyui.ui.preferences_page"); //$NON-NLS-1$
		link(page, Messages.page_general, "general"); //$NON-NLS-1$
		link(page, Messages.page_health, "health"); //$NON-NLS-1$
		link(page, Messages.page_balancing, "balancing"); //$NON-NLS-1$
		link(page, Messages.page_launching, "launching"); //$NON-NLS-1$
		link(page, Messages.page_notifications, "notifications"); //$NON-NLS-1$
		link(page, Messages.page_security, "security"); //$NON-NLS-1$
		Label home = new Label(page, SWT.WRAP);
		home.setText(NLS.bind(Messages.page_home, StudioHome.current().directory()));
		GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).indent(0, 8).applyTo(home);
		return page;
	}

	private void link(Composite page, String text, String target) {
		Link link = new Link(page, SWT.WRAP);
		link.setText(text);
		link.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
			if (getContainer() instanceof IWorkbenchPreferenceContainer container)
				container.openPage(PREFIX + target, null);
		}));
		GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(link);
	}
}
