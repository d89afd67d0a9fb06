// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.List;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.menus.IMenuService;
import org.opentest4j.AssertionFailedError;

/** A view of the workbench, opened when it was not. */
public final class BotView {

	private final IWorkbenchPage page;
	private final String id;

	BotView(IWorkbenchPage page, String id) {
		this.page = page;
		this.id = id;
	}

	/** Brings it to the front and gives it the focus. */
	public BotView show() {
		UiThread.run(() -> {
			try {
				page.showView(id);
			} catch (PartInitException e) {
				throw new AssertionFailedError(e.getMessage(), e);
			}
		});
		return this;
	}

	public void close() {
		UiThread.run(() -> {
			IViewReference reference = page.findViewReference(id);
			if (reference != null)
				page.hideView(reference);
		});
	}

	public String getTitle() {
		return part().getTitle();
	}

	public boolean isActive() {
		return UiThread.call(() -> page.getActivePart() == page.findView(id));
	}

	/** Finds inside this view. */
	public Bot bot() {
		return new Bot(this::content);
	}

	/** A button of the view's toolbar. */
	public BotToolbarButton toolbarButton(String tooltip) {
		return new Bot(this::folder).toolbarButtonWithTooltip(tooltip);
	}

	/**
	 * What has the same mnemonic in a menu that is contributed to this view.
	 *
	 * @param location {@code menu} for what the triangle of its toolbar opens, {@code popup} for the context menu
	 */
	public List<String> mnemonicClashes(String location) {
		MenuManager manager = new MenuManager();
		IMenuService service = page.getWorkbenchWindow().getService(IMenuService.class);
		Menu menu = UiThread.call(() -> {
			service.populateContributionManager(manager, location + ':' + id);
			return manager.createContextMenu(page.getWorkbenchWindow().getShell());
		});
		List<String> clashes = BotMenu.bar(menu).mnemonicClashes();
		UiThread.run(() -> {
			service.releaseContributions(manager);
			manager.dispose();
		});
		return clashes;
	}

	/** An item of the view's menu. */
	public BotMenu menu(String text) {
		return toolbarButton("View Menu").menu().menu(text);
	}

	/** The view itself. */
	public IViewPart part() {
		return UiThread.call(() -> {
			IViewPart view = page.findView(id);
			if (view == null)
				throw new AssertionFailedError("the view " + id + " is not open");
			return view;
		});
	}

	private @Nullable Control content() {
		IViewPart view = page.findView(id);
		MPart model = view == null ? null : view.getSite().getService(MPart.class);
		return model != null && model.getWidget() instanceof Control control && !control.isDisposed() ? control : null;
	}

	/** The tab folder, which holds the toolbar of the view in front. */
	private @Nullable Control folder() {
		Control control = content();
		Composite parent = control == null ? null : control.getParent();
		return parent == null ? null : parent.getParent() != null ? parent.getParent() : parent;
	}
}
