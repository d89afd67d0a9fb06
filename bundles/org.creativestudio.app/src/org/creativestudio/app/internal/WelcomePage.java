// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import java.util.Map;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.Status;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.IntroPart;
import org.eclipse.ui.statushandlers.StatusManager;
import org.osgi.framework.FrameworkUtil;

/** The first three steps. Each link leaves the page and runs a command of the workbench. */
public final class WelcomePage extends IntroPart {

	private static final String UI = "org.creativestudio.comfyui.ui."; //$NON-NLS-1$
	private static final String HELP = "org.eclipse.ui.help.helpContents"; //$NON-NLS-1$
	private static final String OPEN_CHEAT_SHEET = "org.eclipse.ui.cheatsheets.openCheatSheet"; //$NON-NLS-1$
	private static final Map<String, String> FLEET = Map.of("cheatSheetId", "org.creativestudio.comfyui.help.fleet"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final int TEXT_WIDTH = 560;

	private @Nullable Link first;

	@Override
	public void createPartControl(Composite parent) {
		ScrolledComposite scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		Composite page = new Composite(scroll, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).margins(48, 40).spacing(24, 6).applyTo(page);
		Label picture = new Label(page, SWT.NONE);
		ResourceManager images = new LocalResourceManager(JFaceResources.getResources(), page);
		picture.setImage(images.create(
				ImageDescriptor.createFromURL(FrameworkUtil.getBundle(WelcomePage.class).getEntry("icons/studio48.svg")))); //$NON-NLS-1$
		text(page, Messages.welcome_title, JFaceResources.getHeaderFont());
		new Label(page, SWT.NONE);
		text(page, Messages.welcome_text, JFaceResources.getDialogFont());
		step(page, Messages.welcome_first, Messages.welcome_first_text);
		first = link(page, Messages.welcome_first_link, UI + "instance.showView", Map.of()); //$NON-NLS-1$
		step(page, Messages.welcome_run, Messages.welcome_run_text);
		link(page, Messages.welcome_run_link, StudioUi.RUN_COMMAND, Map.of());
		step(page, Messages.welcome_more, Messages.welcome_more_text);
		link(page, Messages.welcome_more_new, UI + "instance.new", Map.of()); //$NON-NLS-1$
		link(page, Messages.welcome_more_migrate, UI + "config.migrate", Map.of()); //$NON-NLS-1$
		link(page, Messages.welcome_more_fleet, OPEN_CHEAT_SHEET, FLEET);
		new Label(page, SWT.NONE);
		Link guide = new Link(page, SWT.WRAP);
		guide.setText(Messages.welcome_guide);
		guide.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> run(HELP, Map.of())));
		GridDataFactory.fillDefaults().indent(0, 24).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(guide);
		// To measure it takes as long as to make it, and to lay it out as long again.
		later(scroll, () -> {
			measure(scroll, page);
			scroll.addControlListener(ControlListener.controlResizedAdapter(event -> measure(scroll, page)));
			later(scroll, () -> scroll.setContent(page));
		});
	}

	private static void measure(ScrolledComposite scroll, Composite page) {
		scroll.setMinHeight(page.computeSize(scroll.getClientArea().width, SWT.DEFAULT).y);
	}

	private static void later(Control control, Runnable work) {
		control.getDisplay().asyncExec(() -> {
			if (!control.isDisposed())
				work.run();
		});
	}

	private static void step(Composite page, String title, String text) {
		new Label(page, SWT.NONE);
		Label head = text(page, title, JFaceResources.getBannerFont());
		GridDataFactory.fillDefaults().indent(0, 20).applyTo(head);
		new Label(page, SWT.NONE);
		text(page, text, JFaceResources.getDialogFont());
	}

	private static Label text(Composite page, String text, Font font) {
		Label label = new Label(page, SWT.WRAP);
		label.setText(text);
		label.setFont(font);
		GridDataFactory.fillDefaults().hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(label);
		return label;
	}

	private Link link(Composite page, String text, String command, Map<String, String> parameters) {
		new Label(page, SWT.NONE);
		Link link = new Link(page, SWT.NONE);
		link.setText("<a>" + text + "</a>"); //$NON-NLS-1$ //$NON-NLS-2$
		link.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> leaveAndRun(command, parameters)));
		return link;
	}

	private void leaveAndRun(String command, Map<String, String> parameters) {
		IWorkbenchWindow window = getIntroSite().getWorkbenchWindow();
		window.getWorkbench().getIntroManager().closeIntro(this);
		// The page is gone then, and with it its services.
		window.getShell().getDisplay().asyncExec(() -> run(window, command, parameters));
	}

	private void run(String command, Map<String, String> parameters) {
		run(getIntroSite().getWorkbenchWindow(), command, parameters);
	}

	private static void run(IWorkbenchWindow window, String id, Map<String, String> parameters) {
		Command command = window.getService(ICommandService.class).getCommand(id);
		try {
			window.getService(IHandlerService.class)
					.executeCommand(ParameterizedCommand.generateCommand(command, parameters.isEmpty() ? null : parameters), null);
		} catch (CommandException e) {
			StatusManager.getManager().handle(Status.error(e.getLocalizedMessage(), e), StatusManager.SHOW | StatusManager.LOG);
		}
	}

	@Override
	public void standbyStateChanged(boolean standby) {
		// looks the same at the side of the window
	}

	@Override
	public void setFocus() {
		Link link = first;
		if (link != null)
			link.setFocus();
	}
}
