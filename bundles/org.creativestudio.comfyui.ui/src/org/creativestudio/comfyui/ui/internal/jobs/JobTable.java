// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.run.ThemeRepaint;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.ui.internal.tables.RowTable;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;

/** The rows of the Workflows view, newest first unless the user sorts them. Keeps all jobs that are not final, and the newest of the others. */
final class JobTable {

	/** Finished jobs beyond this number are no longer shown; their files stay. */
	private static final int MAX_FINISHED = 1000;
	private static final int PORTION = 20;
	private static final int ADD_FOR_MS = 20;
	private static final int REST_MS = 10;

	private final RowTable<JobSnapshot> table;
	private final TableViewer viewer;
	private final InstanceManager instances;
	private final Clock clock;
	private final Map<String, JobSnapshot> jobs = new LinkedHashMap<>();
	/** Ids of jobs that have no row yet. */
	private final Deque<String> rowless = new ArrayDeque<>();
	/** Whether the rows are being taken away, to come in another order. */
	private boolean emptying;
	/** To be selected when all rows are there. */
	private IStructuredSelection selected = StructuredSelection.EMPTY;
	/** Ids of jobs that are to be selected as soon as all of them have their rows. */
	private Set<String> wanted = Set.of();

	JobTable(Composite parent, InstanceManager instances, Clock clock) {
		this.instances = instances;
		this.clock = clock;
		table = new RowTable<>(parent, SWT.MULTI, "jobs", JobSnapshot.class, JobTexts::details); //$NON-NLS-1$
		viewer = table.viewer();
		viewer.setComparer(new ById());
		table.setOwnOrder(Comparator.comparing(JobSnapshot::created).reversed());
		table.setSorted(this::rearrange);
		viewer.setUseHashlookup(true);
		viewer.getTable().addListener(SWT.Selection, event -> userSelected());
		viewer.setInput(List.of());
		OnDisplay.later(parent, this::createColumns); // there is no job to show before, and a perspective makes many parts in one event
	}

	private void createColumns() {
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), viewer.getTable());
		JobImages images = new JobImages(resources);
		JobColors colors = new JobColors(PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry(),
				viewer.getTable().getDisplay());
		table.column("workflow", Messages.column_workflow, 22, 130, job -> job.workflow().name()); //$NON-NLS-1$
		table.column("instance", Messages.column_instance, 18, 100, this::instanceName); //$NON-NLS-1$
		table.sortBy(table.column("state", Messages.column_state, 10, 90, job -> JobTexts.state(job.state()), //$NON-NLS-1$
				job -> images.of(job.state())), Comparator.comparing(JobSnapshot::state));
		table.sortBy(table.column("progress", Messages.column_progress, 30, 130, job -> ""), //$NON-NLS-1$ //$NON-NLS-2$
				Comparator.comparingDouble(ProgressPainter::fraction));
		viewer.getTable().addListener(SWT.PaintItem, new ProgressPainter(colors, viewer.getTable().getColumnCount() - 1));
		table.sortBy(table.column("time", Messages.column_time, 8, 82, job -> JobTexts.time(job, clock.instant())), //$NON-NLS-1$
				Comparator.comparing(this::elapsed));
		ThemeRepaint.of(viewer.getTable());
		table.column("why", Messages.column_why, 34, 150, JobTexts::reason); //$NON-NLS-1$
		viewer.getTable().getParent().layout();
	}

	private Duration elapsed(JobSnapshot job) {
		return JobTexts.elapsed(job, clock.instant());
	}

	private String instanceName(JobSnapshot job) {
		String id = job.instanceId();
		if (id == null)
			id = job.options().instanceId();
		return id == null ? Messages.instance_none : instances.getInstance(id).map(InstanceSnapshot::name).orElse(id);
	}

	TableViewer viewer() {
		return viewer;
	}

	List<JobSnapshot> jobs() {
		return List.copyOf(jobs.values());
	}

	/** Brings rows up to date without touching the others; the selection stays and tells its listeners the new snapshots. */
	void apply(List<JobSnapshot> changed, List<String> removed) {
		Map<String, JobSnapshot> shown = Map.copyOf(jobs);
		for (JobSnapshot job : changed)
			jobs.put(job.id(), job);
		List<JobSnapshot> gone = new ArrayList<>();
		removed.forEach(id -> forget(id, gone));
		surplus().forEach(id -> forget(id, gone));

		List<JobSnapshot> added = changed.stream().filter(job -> jobs.containsKey(job.id()) && !shown.containsKey(job.id())).toList();
		List<JobSnapshot> updated = changed.stream().filter(job -> jobs.containsKey(job.id()) && shown.containsKey(job.id())).toList();
		if (!gone.isEmpty())
			viewer.remove(gone.toArray());
		if (!updated.isEmpty())
			table.update(updated);
		add(added);
		IStructuredSelection selection = viewer.getStructuredSelection();
		if (updated.stream().anyMatch(selection.toList()::contains))
			viewer.setSelection(selection);
	}

	private void userSelected() {
		wanted = Set.of();
		selected = StructuredSelection.EMPTY;
	}

	/** Selects these jobs and brings them in sight; as soon as all of them have their rows, unless the user selects others before. */
	void select(Set<String> ids) {
		wanted = Set.copyOf(ids);
		selectWanted();
	}

	private void selectWanted() {
		if (wanted.isEmpty() || emptying || !rowless.isEmpty() || !jobs.keySet().containsAll(wanted))
			return;
		StructuredSelection selection = new StructuredSelection(wanted.stream().map(jobs::get).toList());
		wanted = Set.of();
		viewer.setSelection(selection, true);
	}

	/** All rows anew: there may be so many that the window has to answer in between. The selection stays. */
	private void rearrange() {
		if (emptying)
			return;
		IStructuredSelection now = viewer.getStructuredSelection();
		if (!now.isEmpty()) // else it may wait for its rows since the table was sorted before
			selected = now;
		rowless.clear();
		emptying = true;
		takeRowsAway();
	}

	/** The lowest ones first, for so many take their time, too. */
	private void takeRowsAway() {
		Table rows = viewer.getTable();
		if (rows.isDisposed())
			return;
		long end = System.nanoTime() + ADD_FOR_MS * 1_000_000L;
		for (int count = rows.getItemCount(); count > 0 && System.nanoTime() < end; count = rows.getItemCount())
			viewer.remove(IntStream.range(Math.max(0, count - PORTION), count).mapToObj(viewer::getElementAt).toArray());
		if (rows.getItemCount() > 0) {
			rows.getDisplay().timerExec(REST_MS, this::takeRowsAway);
			return;
		}
		emptying = false;
		rowless.clear();
		rows(jobs.values().stream()).forEach(rowless::add);
		addRows(end);
	}

	/** In the order of the table, so that those in sight come first. */
	private Stream<String> rows(Stream<JobSnapshot> of) {
		ViewerComparator order = viewer.getComparator();
		return of.sorted((one, other) -> order.compare(viewer, one, other)).map(JobSnapshot::id);
	}

	/** In order, as many as take no time, and the others as soon as the window has answered: there may be thousands. */
	private void add(List<JobSnapshot> added) {
		boolean begun = !rowless.isEmpty();
		rows(added.stream()).forEach(rowless::add);
		if (!begun)
			addRows();
	}

	private void addRows() {
		addRows(System.nanoTime() + ADD_FOR_MS * 1_000_000L);
	}

	/** At least some of them. */
	private void addRows(long end) {
		Table rows = viewer.getTable();
		if (rows.isDisposed() || emptying)
			return;
		boolean atTop = rows.getTopIndex() == 0;
		while (!rowless.isEmpty()) {
			viewer.add(portion().toArray());
			if (System.nanoTime() > end)
				break;
		}
		if (atTop) // the newest are above: they are seen unless the user looks at older ones
			rows.setTopIndex(0);
		if (!rowless.isEmpty())
			rows.getDisplay().timerExec(REST_MS, this::addRows);
		else if (!selected.isEmpty()) {
			viewer.setSelection(new StructuredSelection(selected.toArray()));
			selected = StructuredSelection.EMPTY;
		}
		selectWanted();
	}

	private List<JobSnapshot> portion() {
		List<JobSnapshot> portion = new ArrayList<>();
		while (portion.size() < PORTION && !rowless.isEmpty()) {
			JobSnapshot job = jobs.get(rowless.remove());
			if (job != null && viewer.testFindItem(job) == null)
				portion.add(job);
		}
		return portion;
	}

	private void forget(String id, List<JobSnapshot> gone) {
		JobSnapshot job = jobs.remove(id);
		if (wanted.contains(id))
			wanted = Set.of();
		if (job != null)
			gone.add(job);
	}

	private List<String> surplus() {
		List<String> finished = jobs.values().stream().filter(job -> job.state().isFinal())
				.sorted(Comparator.comparing(JobSnapshot::created)).map(JobSnapshot::id).toList();
		return finished.subList(0, Math.max(0, finished.size() - MAX_FINISHED));
	}

	/** Repaints the rows in sight whose time goes on. */
	void tick() {
		Table rows = viewer.getTable();
		int first = rows.getTopIndex();
		int behind = Math.min(rows.getItemCount(), first + rows.getClientArea().height / Math.max(1, rows.getItemHeight()) + 2);
		List<JobSnapshot> going = new ArrayList<>();
		for (int i = first; i < behind; i++)
			if (rows.getItem(i).getData() instanceof JobSnapshot job && jobs.get(job.id()) instanceof JobSnapshot now && !now.state().isFinal())
				going.add(now);
		if (!going.isEmpty())
			viewer.update(going.toArray(), null);
	}

	/** One row is one job, whatever its snapshot says now. */
	private static final class ById implements IElementComparer {
		@Override
		public boolean equals(@Nullable Object a, @Nullable Object b) {
			return a instanceof JobSnapshot x && b instanceof JobSnapshot y ? x.id().equals(y.id()) : a == b;
		}

		@Override
		public int hashCode(@Nullable Object element) {
			return element instanceof JobSnapshot job ? job.id().hashCode() : System.identityHashCode(element);
		}
	}
}
