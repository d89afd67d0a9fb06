// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.views.properties.tabbed.AbstractPropertySection;
import org.eclipse.ui.views.properties.tabbed.TabbedPropertySheetPage;

/** A section that follows what is selected while it can be seen. */
abstract class LiveSection extends AbstractPropertySection {

	private static final int LOOK_EVERY_MS = 500;

	/** What is filled; null before. */
	private @Nullable Composite body;
	private @Nullable Object shown;
	private boolean visible;
	private boolean looking;

	@Override
	public final void createControls(@Nullable Composite parent, @Nullable TabbedPropertySheetPage page) {
		super.createControls(parent, page);
		if (parent == null)
			return;
		Composite made = getWidgetFactory().createFlatFormComposite(parent);
		OnDisplay.later(made, () -> { // the tab is there before
			create(made);
			body = made;
			refresh();
			lookAgain();
			made.requestLayout();
			if (page != null)
				page.resizeScrolledComposite();
		});
	}

	/** @param parent without a layout that fits */
	abstract void create(Composite parent);

	/** @param selected the newest state of what is selected, another object than the time before */
	abstract void show(Object selected);

	/** The newest state of what is selected; null when it is nothing or several. */
	final @Nullable Object selected() {
		IWorkbenchPart part = getPart();
		return getSelection() instanceof IStructuredSelection selection && selection.size() == 1 && part != null
				? Newest.of(selection.getFirstElement(), part.getSite())
				: null;
	}

	@Override
	public void setInput(@Nullable IWorkbenchPart part, @Nullable ISelection selection) {
		super.setInput(part, selection);
		shown = null;
	}

	@Override
	public final void refresh() {
		Composite made = body;
		Object now = selected();
		if (made == null || made.isDisposed() || now == null || now == shown)
			return;
		shown = now;
		show(now);
	}

	@Override
	public final void aboutToBeShown() {
		visible = true;
		lookAgain();
	}

	@Override
	public final void aboutToBeHidden() {
		visible = false;
	}

	private void lookAgain() {
		Composite made = body;
		if (looking || !visible || made == null || made.isDisposed())
			return;
		looking = true;
		made.getDisplay().timerExec(LOOK_EVERY_MS, () -> {
			looking = false;
			if (visible && !made.isDisposed()) {
				refresh();
				lookAgain();
			}
		});
	}
}
