// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.creativestudio.comfyui.ui.internal.run.ContextMenu;
import org.creativestudio.comfyui.ui.internal.run.WorkflowDrop;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowOptions;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.part.IShowInTarget;
import org.eclipse.ui.part.PageBook;
import org.eclipse.ui.part.ShowInContext;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.progress.IWorkbenchSiteProgressService;

/** All jobs and how they do. Selects {@link JobSnapshot}s; workflow files dropped on it are run. */
public final class WorkflowsView extends ViewPart implements IShowInTarget {

	private static final int TICK_MS = 1000;

	private @Nullable PageBook book;
	private @Nullable Composite empty;
	private @Nullable Composite rows;
	private @Nullable JobTable table;
	private @Nullable JobFeed feed;
	private @Nullable QueueState state;

	@Override
	public void createPartControl(@Nullable Composite parent) {
		WorkflowService service = getSite().getService(WorkflowService.class);
		if (parent == null)
			return;
		if (service == null) {
			new Label(parent, SWT.WRAP).setText(Messages.no_service);
			return;
		}
		PageBook pages = new PageBook(parent, SWT.NONE);
		book = pages;
		Composite none = createEmptyPage(pages);
		empty = none;
		Composite page = new Composite(pages, SWT.NONE);
		rows = page;
		JobTable jobs = new JobTable(page, getSite().getService(InstanceManager.class), Clock.systemUTC());
		table = jobs;
		pages.showPage(none);

		TableViewer viewer = jobs.viewer();
		getSite().setSelectionProvider(viewer);
		viewer.getControl().setMenu(ContextMenu.of(getSite(), viewer.getControl(), viewer));
		viewer.addDoubleClickListener(event -> Commands.execute(getSite(), OpenOutputHandler.COMMAND));
		WorkflowDrop.install(pages, getSite(), WorkflowOptions.defaults());
		WorkflowDrop.install(viewer.getControl(), getSite(), WorkflowOptions.defaults());

		Display display = pages.getDisplay();
		feed = new JobFeed(service, display, this::jobsChanged);
		state = new QueueState(service, display, this::pauseChanged);
		display.timerExec(TICK_MS, new Runnable() {
			@Override
			public void run() {
				if (pages.isDisposed())
					return;
				if (pages.isVisible())
					jobs.tick();
				display.timerExec(TICK_MS, this);
			}
		});
	}

	private Composite createEmptyPage(Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().margins(16, 16).applyTo(page);
		Link link = new Link(page, SWT.WRAP);
		link.setText(Messages.empty_text);
		link.addSelectionListener(SelectionListener
				.widgetSelectedAdapter(event -> Commands.execute(getSite(), StudioUi.RUN_COMMAND)));
		GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(link);
		WorkflowDrop.install(page, getSite(), WorkflowOptions.defaults());
		return page;
	}

	private void jobsChanged(List<JobSnapshot> changed, List<String> removed) {
		JobTable jobs = table;
		PageBook pages = book;
		if (jobs == null || pages == null || pages.isDisposed())
			return;
		jobs.apply(changed, removed);
		List<JobSnapshot> all = jobs.jobs();
		Composite page = all.isEmpty() ? empty : rows;
		if (page != null)
			pages.showPage(page);
		setTitleToolTip(describe(all));
		if (changed.stream().anyMatch(job -> job.state().isFinal()))
			warnOfContentChange();
	}

	private void pauseChanged(boolean paused) {
		setContentDescription(paused ? Messages.paused : ""); //$NON-NLS-1$
		getSite().getService(ICommandService.class).refreshElements(PauseQueueHandler.COMMAND, null);
	}

	/** Marks the tab when the view is behind others, so that no end of a job goes unnoticed. */
	private void warnOfContentChange() {
		IWorkbenchSiteProgressService service = getSite().getService(IWorkbenchSiteProgressService.class);
		if (service != null)
			service.warnOfContentChange();
	}

	private static String describe(List<JobSnapshot> all) {
		if (all.isEmpty())
			return Messages.description_none;
		long running = all.stream().filter(job -> job.state() == JobState.RUNNING || job.state() == JobState.FETCHING).count();
		long finished = all.stream().filter(job -> job.state().isFinal()).count();
		return NLS.bind(Messages.description, new Object[] { running, all.size() - running - finished, finished });
	}

	/** Selects the jobs of the context, also those that have no row yet. */
	@Override
	public boolean show(@Nullable ShowInContext context) {
		JobTable jobs = table;
		if (jobs == null || context == null || !(context.getSelection() instanceof IStructuredSelection wanted))
			return false;
		Set<String> ids = new HashSet<>();
		for (Object element : wanted)
			if (element instanceof JobSnapshot job)
				ids.add(job.id());
		jobs.select(ids);
		return !ids.isEmpty();
	}

	@Override
	public void setFocus() {
		JobTable jobs = table;
		Composite none = empty;
		if (jobs != null && none != null && !none.isVisible())
			jobs.viewer().getControl().setFocus();
		else if (none != null)
			none.setFocus();
	}

	@Override
	public void dispose() {
		JobFeed open = feed;
		if (open != null)
			open.close();
		QueueState queue = state;
		if (queue != null)
			queue.close();
		super.dispose();
	}
}
