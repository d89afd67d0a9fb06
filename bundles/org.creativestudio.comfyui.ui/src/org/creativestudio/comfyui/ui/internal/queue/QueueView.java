// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.queue.QueueMonitor;
import org.creativestudio.comfyui.core.queue.QueueSnapshot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFeed;
import org.creativestudio.comfyui.ui.internal.jobs.JobFeed;
import org.creativestudio.comfyui.ui.internal.run.Coalescer;
import org.creativestudio.comfyui.ui.internal.run.ContextMenu;
import org.creativestudio.comfyui.ui.internal.run.LinkText;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.part.ViewPart;

/** What the servers of the selected instances work on and what waits there, everybody's prompts. Selects {@link QueueRow}s. */
public final class QueueView extends ViewPart {

	private static final int INTERVAL_MS = 250;
	private static final int TICK_MS = 1000;
	/** So many are followed at most: a server is asked for its list more often while somebody looks at it. */
	private static final int MOST = 16;

	/** What exists once the view has its services. */
	private record Parts(InstanceManager manager, QueueMonitor monitor, QueueOperations operations, Link notice, QueueTable table,
			Coalescer coalescer, InstanceFeed instances, @Nullable JobFeed jobs) {
	}

	private final ISelectionListener follower = this::selectionChanged;
	private final Consumer<QueueSnapshot> listener = snapshot -> requestShow();
	private final Map<String, Watch> watches = new HashMap<>();
	/** What was asked for by hand where monitoring is off. */
	private final Map<String, QueueSnapshot> asked = new ConcurrentHashMap<>();
	private final Map<String, JobSnapshot> jobsByPrompt = new HashMap<>();
	private @Nullable Parts parts;
	private List<String> selected = List.of();

	@Override
	public void createPartControl(@Nullable Composite parent) {
		if (parent == null)
			return;
		InstanceManager manager = getSite().getService(InstanceManager.class);
		QueueMonitor monitor = getSite().getService(QueueMonitor.class);
		if (manager == null || monitor == null) {
			new Label(parent, SWT.WRAP).setText(Messages.no_service);
			return;
		}
		WorkflowService workflows = getSite().getService(WorkflowService.class);
		Composite body = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(body);
		Link notice = new Link(body, SWT.WRAP);
		notice.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> refresh()));
		GridDataFactory.fillDefaults().grab(true, false).indent(10, 6).hint(200, SWT.DEFAULT).applyTo(notice);
		Composite rows = new Composite(body, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, true).indent(0, 6).applyTo(rows);
		QueueTable table = new QueueTable(rows, Clock.systemUTC());
		getSite().setSelectionProvider(table.viewer());
		table.viewer().getControl().setMenu(ContextMenu.of(getSite(), table.viewer().getControl(), table.viewer()));

		Display display = body.getDisplay();
		Coalescer coalescer = new Coalescer(display, () -> INTERVAL_MS, this::show);
		QueueOperations operations = new QueueOperations(getSite().getShell(), monitor, workflows);
		JobFeed jobs = workflows == null ? null : new JobFeed(workflows, display, this::jobsChanged);
		parts = new Parts(manager, monitor, operations, notice, table, coalescer,
				new InstanceFeed(manager, display, all -> coalescer.request()), jobs);
		monitor.addListener(listener);
		getSite().getPage().addPostSelectionListener(StudioUi.INSTANCES_VIEW, follower);
		follow(getSite().getPage().getSelection(StudioUi.INSTANCES_VIEW));
		show();
		display.timerExec(TICK_MS, new Runnable() {
			@Override
			public void run() {
				if (body.isDisposed())
					return;
				if (body.isVisible())
					table.tick();
				display.timerExec(TICK_MS, this);
			}
		});
		body.addListener(SWT.Resize, event -> coalescer.request());
		notice.addListener(SWT.Paint, event -> {
			if (watches.isEmpty())
				coalescer.request();
		});
	}

	private void requestShow() {
		Parts p = parts;
		if (p != null)
			p.coalescer().request();
	}

	private void jobsChanged(List<JobSnapshot> changed, List<String> removed) {
		for (JobSnapshot job : changed) {
			String prompt = job.promptId();
			if (prompt == null)
				continue;
			if (job.state().isFinal())
				jobsByPrompt.remove(prompt);
			else
				jobsByPrompt.put(prompt, job);
		}
		jobsByPrompt.values().removeIf(job -> removed.contains(job.id()));
		requestShow();
	}

	private void selectionChanged(@Nullable IWorkbenchPart part, @Nullable ISelection selection) {
		follow(selection);
	}

	private void follow(@Nullable ISelection selection) {
		List<String> ids = new ArrayList<>();
		if (selection instanceof IStructuredSelection several)
			for (Object element : several)
				if (element instanceof InstanceSnapshot instance)
					ids.add(instance.id());
		if (!ids.equals(selected)) {
			selected = List.copyOf(ids);
			requestShow();
		}
	}

	/** The selected ones, else those that are up. */
	private List<InstanceSnapshot> meant(Parts p) {
		return p.manager().getInstances().stream()
				.filter(instance -> selected.isEmpty() ? instance.status().isUp() : selected.contains(instance.id())).toList();
	}

	private static List<InstanceSnapshot> followed(List<InstanceSnapshot> meant) {
		return meant.subList(0, Math.min(meant.size(), MOST));
	}

	private void show() {
		Parts p = parts;
		if (p == null || p.notice().isDisposed())
			return;
		boolean visible = p.notice().isVisible();
		List<InstanceSnapshot> meant = meant(p);
		List<InstanceSnapshot> followed = followed(meant);
		watch(p, visible ? followed : List.of());
		if (!visible)
			return;
		List<QueueRow> rows = new ArrayList<>();
		for (InstanceSnapshot instance : followed)
			queue(p, instance).ifPresent(queue -> rows.addAll(QueueRow.of(instance, queue, jobsByPrompt)));
		p.table().show(rows);
		String text = QueueNotice.of(followed, meant.size() - followed.size(), selected.isEmpty(), instance -> queue(p, instance));
		if (!text.equals(p.notice().getText())) {
			p.notice().setText(text);
			p.notice().requestLayout();
		}
		setTitleToolTip(LinkText.plain(text));
	}

	private Optional<QueueSnapshot> queue(Parts p, InstanceSnapshot instance) {
		if (!instance.status().isUp())
			return Optional.empty();
		return p.monitor().get(instance.id())
				.or(() -> instance.configuration().queueMonitoring() ? Optional.empty() : Optional.ofNullable(asked.get(instance.id())));
	}

	/** Keeps the lists of those alone up to date that somebody looks at. */
	private void watch(Parts p, List<InstanceSnapshot> followed) {
		List<String> wanted = followed.stream().map(InstanceSnapshot::id).toList();
		watches.entrySet().removeIf(entry -> {
			boolean over = !wanted.contains(entry.getKey());
			if (over)
				entry.getValue().close();
			return over;
		});
		for (String id : wanted)
			watches.computeIfAbsent(id, p.monitor()::watch);
	}

	/** Asks the servers now. */
	public void refresh() {
		Parts p = parts;
		if (p == null)
			return;
		List<String> ids = followed(meant(p)).stream().filter(instance -> instance.status().isUp()).map(InstanceSnapshot::id).toList();
		for (String id : ids)
			p.operations().refresh(() -> p.monitor().refresh(id).thenAccept(queue -> {
				asked.put(id, queue);
				requestShow();
			}));
	}

	/** Asks, then takes these from their queues. */
	void delete(List<QueueRow> rows) {
		Parts p = parts;
		if (p != null)
			p.operations().delete(rows);
	}

	/** Asks, then interrupts these. */
	void interrupt(List<QueueRow> rows) {
		Parts p = parts;
		if (p != null)
			p.operations().interrupt(rows);
	}

	/** Asks, then takes from the shown queues all that waits. */
	void clear() {
		Parts p = parts;
		if (p != null)
			p.operations().clear(p.table().rows());
	}

	@Override
	public void setFocus() {
		Parts p = parts;
		if (p != null)
			p.table().viewer().getControl().setFocus();
	}

	@Override
	public void dispose() {
		Parts p = parts;
		if (p != null) {
			p.monitor().removeListener(listener);
			p.coalescer().close();
			p.instances().close();
			JobFeed jobs = p.jobs();
			if (jobs != null)
				jobs.close();
			watches.values().forEach(Watch::close);
			watches.clear();
			getSite().getPage().removePostSelectionListener(StudioUi.INSTANCES_VIEW, follower);
		}
		super.dispose();
	}
}
