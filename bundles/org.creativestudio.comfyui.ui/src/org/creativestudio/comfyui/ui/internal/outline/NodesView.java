// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outline;

import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.part.IPage;
import org.eclipse.ui.part.IPageBookViewPage;
import org.eclipse.ui.part.PageBook;
import org.eclipse.ui.part.PageBookView;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;

/**
 * The outline of the workflow of the selected job. The platform's own Outline, {@value IPageLayout#ID_OUTLINE}, asks editors alone,
 * and the Workflows view is none.
 */
public final class NodesView extends PageBookView {

	@Override
	protected @Nullable IPage createDefaultPage(@Nullable PageBook book) {
		HintPage page = new HintPage(Messages.default_text);
		initPage(page);
		page.createControl(book);
		return page;
	}

	@Override
	protected @Nullable PageRec doCreatePage(@Nullable IWorkbenchPart part) {
		IContentOutlinePage page = Adapters.adapt(part, IContentOutlinePage.class);
		if (!(page instanceof IPageBookViewPage made))
			return null;
		initPage(made);
		made.createControl(getPageBook());
		return new PageRec(part, made);
	}

	@Override
	protected void doDestroyPage(@Nullable IWorkbenchPart part, @Nullable PageRec record) {
		if (record == null)
			return;
		record.page.dispose();
		record.dispose();
	}

	/** The Workflows view also when it is not the active part. */
	@Override
	protected @Nullable IWorkbenchPart getBootstrapPart() {
		IWorkbenchPage page = getSite().getPage();
		IViewReference workflows = page == null ? null : page.findViewReference(StudioUi.WORKFLOWS_VIEW);
		return workflows == null ? null : workflows.getPart(false);
	}

	@Override
	protected boolean isImportant(@Nullable IWorkbenchPart part) {
		return part != null && part.getSite().getId().equals(StudioUi.WORKFLOWS_VIEW);
	}

	/** The view may be made before the one that it follows. */
	@Override
	public void partOpened(@Nullable IWorkbenchPart part) {
		super.partOpened(part);
		if (isImportant(part))
			partActivated(part);
	}
}
