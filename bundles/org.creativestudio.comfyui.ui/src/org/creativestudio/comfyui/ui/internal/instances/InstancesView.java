// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.ui.internal.instances.EmptyPage.Offer;
import org.creativestudio.comfyui.ui.internal.jobs.WaitingJobs;
import org.creativestudio.comfyui.ui.internal.run.Coalescer;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.creativestudio.comfyui.ui.internal.run.ContextMenu;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.ui.internal.run.ThemeRepaint;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.operations.UndoRedoActionGroup;
import org.eclipse.ui.part.PageBook;
import org.eclipse.ui.part.ViewPart;

/** All instances as cards. Selects {@link InstanceSnapshot}s. While it is open, health is watched. */
public final class InstancesView extends ViewPart implements CardGrid.Listener {

	private static final String CONTEXT = "org.creativestudio.comfyui.ui.instances.context"; //$NON-NLS-1$
	private static final String NEW_COMMAND = "org.creativestudio.comfyui.ui.instance.new"; //$NON-NLS-1$
	private static final String IMPORT_COMMAND = "org.creativestudio.comfyui.ui.config.import"; //$NON-NLS-1$
	private static final int MEASURED_MS = 500;
	private static final String BUNDLE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$

	/** What exists once the view has its services. */
	private record Parts(CardPresses presses, FilterBar filter, RowHeadings headings, PageBook pages, CardGrid grid, EmptyPage none,
			EmptyPage filtered, InstanceSelection selection, Menu menu) {

		void showHeadings(boolean wanted) {
			if (headings.getLayoutData() instanceof GridData place && place.exclude == wanted) {
				place.exclude = !wanted;
				headings.setVisible(wanted);
				headings.requestLayout();
			}
		}
	}

	private @Nullable IMemento memento;
	private @Nullable Parts parts;
	private @Nullable InstanceFeed feed;
	private HealthMonitor.@Nullable Watch watch;
	private @Nullable CardHistory history;
	private @Nullable Coalescer measured;
	private @Nullable WaitingJobs waiting;
	private final ViewArrangement arrangement = new ViewArrangement(InstancesView::icon, this::show);
	private final CalmOrder order = new CalmOrder();
	private boolean orderAsked;
	private List<InstanceSnapshot> all = List.of();

	@Override
	public void init(@Nullable IViewSite site, @Nullable IMemento stored) throws PartInitException {
		super.init(site, stored);
		memento = stored;
	}

	@Override
	public void createPartControl(@Nullable Composite parent) {
		if (parent == null)
			return;
		InstanceManager manager = getSite().getService(InstanceManager.class);
		if (manager == null) {
			new Label(parent, SWT.WRAP).setText(Messages.service_missing);
			return;
		}
		Composite body = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(body);
		FilterBar filter = new FilterBar(body, this::show);
		filter.setProposals(new SearchProposals(() -> all));
		GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
		PageBook pages = new PageBook(body, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(pages);
		CardColors colors = new CardColors(
				PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry()::get, body.getDisplay());
		CardGrid grid = new CardGrid(pages, colors, InstancesView::icon, this);
		RowHeadings headings = new RowHeadings(body, grid, colors);
		headings.moveAbove(pages);
		ThemeRepaint.of(grid, headings);
		GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(headings);
		CardDrop.install(body, grid, getSite().getWorkbenchWindow());
		InstanceOperations operations = new InstanceOperations(manager);
		EmptyPage none = new EmptyPage(pages, Messages.empty_title, Messages.empty_text,
				List.of(new Offer(Messages.empty_create, operations::createAndStartDefault),
						new Offer(Messages.empty_new, () -> Commands.execute(getSite(), NEW_COMMAND)),
						new Offer(Messages.empty_import, () -> Commands.execute(getSite(), IMPORT_COMMAND))));
		EmptyPage filtered = new EmptyPage(pages, Messages.filtered_title, "", List.of(new Offer(Messages.filtered_clear, filter::clear))); //$NON-NLS-1$
		InstanceSelection selection = new InstanceSelection(grid);
		Display display = body.getDisplay();
		CardFixes fixes = new CardFixes(manager, () -> OnDisplay.later(display, () -> factsChanged(grid)));
		grid.setFixes(fixes::label);
		parts = new Parts(new CardPresses(getSite().getWorkbenchWindow(), manager, operations, fixes), filter, headings, pages, grid, none,
				filtered, selection, ContextMenu.of(getSite(), grid, selection));
		getSite().setSelectionProvider(selection);
		getSite().getService(IContextService.class).activateContext(CONTEXT);
		IActionBars bars = getViewSite().getActionBars();
		arrangement.fill(bars.getMenuManager(), bars.getToolBarManager());
		UndoRedoActionGroup undoing = new UndoRedoActionGroup(getSite(), PlatformUI.getWorkbench().getOperationSupport().getUndoContext(), true);
		undoing.fillActionBars(bars);
		body.addDisposeListener(event -> undoing.dispose());
		arrangement.restore(memento);
		filter.restore(memento);

		follow(getSite().getService(Metrics.class), grid, manager);
		WorkflowService workflows = getSite().getService(WorkflowService.class);
		if (workflows != null)
			waiting = new WaitingJobs(workflows, display, this::showCount);
		feed = new InstanceFeed(manager, body.getDisplay(), this::instancesChanged);
		HealthMonitor monitor = getSite().getService(HealthMonitor.class);
		if (monitor != null)
			watch = monitor.watch();
		if (all.isEmpty())
			operations.createAndStartFirst();
	}

	private void follow(@Nullable Metrics metrics, CardGrid grid, InstanceManager manager) {
		if (metrics == null)
			return;
		Coalescer coalescer = new Coalescer(grid.getDisplay(), () -> MEASURED_MS, () -> factsChanged(grid));
		CardHistory collected = new CardHistory(metrics, coalescer::request);
		history = collected;
		measured = coalescer;
		grid.setFigures(collected::of);
		List<String> ids = manager.getInstances().stream().map(InstanceSnapshot::id).toList();
		ICoreRunnable fill = monitor -> collected.fill(ids);
		Job.createSystem(Messages.job_history, fill).schedule();
	}

	private static void factsChanged(CardGrid grid) {
		if (!grid.isDisposed() && grid.isVisible())
			grid.factsChanged();
	}

	private static ImageDescriptor icon(String path) {
		return ResourceLocator.imageDescriptorFromBundle(BUNDLE, path).orElseGet(ImageDescriptor::getMissingImageDescriptor);
	}

	private void instancesChanged(List<InstanceSnapshot> now) {
		boolean first = all.isEmpty();
		all = now;
		CardHistory collected = history;
		if (collected != null)
			collected.retain(now.stream().map(InstanceSnapshot::id).toList());
		show();
		Parts p = parts;
		if (p != null)
			p.presses().fixes().follow(now);
		if (first && p != null) // so that toolbar and Properties have something to work on
			p.grid().setSelectedIds(now.stream().filter(InstanceSnapshot::active).map(InstanceSnapshot::id).toList());
	}

	private void show() {
		Parts p = parts;
		if (p == null || p.pages().isDisposed())
			return;
		List<InstanceSnapshot> shown = shown(p);
		p.grid().setPresentation(arrangement.presentation());
		p.grid().setGroups(order.arrange(shown, arrangement.arrangement(), System.nanoTime() / 1_000_000));
		if (order.isHeld())
			showLater(p.grid());
		p.showHeadings(arrangement.presentation() == Presentation.LIST && !shown.isEmpty());
		p.pages().showPage(all.isEmpty() ? p.none() : shown.isEmpty() ? p.filtered() : p.grid());
		showCount();
		p.selection().update(all);
	}

	private void showCount() {
		Parts p = parts;
		if (p == null || p.pages().isDisposed())
			return;
		WaitingJobs jobs = waiting;
		String count = FleetSummary.of(all, jobs == null ? 0 : jobs.count()).count(p.grid().count());
		p.filter().setCount(all.isEmpty() ? "" : count); //$NON-NLS-1$
		setTitleToolTip(all.isEmpty() ? Messages.empty_title : count);
	}

	private List<InstanceSnapshot> shown(Parts p) {
		InstanceFilter filter = p.filter().filter();
		return filter.isAll() ? all : all.stream().filter(filter.test()).toList();
	}

	/** An order that was kept for calm is not kept for ever. */
	private void showLater(CardGrid grid) {
		if (orderAsked)
			return;
		orderAsked = true;
		grid.getDisplay().timerExec(CalmOrder.HOLD_MS, () -> {
			orderAsked = false;
			show();
		});
	}

	@Override
	public void selectionChanged() {
		Parts p = parts;
		if (p != null)
			p.selection().update(all);
	}

	@Override
	public void opened(String id) {
		pressed(id, CardAction.LOG);
	}

	@Override
	public void pressed(String id, CardAction action) {
		Parts p = parts;
		if (p != null)
			p.presses().press(id, action);
	}

	@Override
	public void menuWanted(Point place) {
		Parts p = parts;
		if (p == null)
			return;
		p.menu().setLocation(place);
		p.menu().setVisible(true);
	}

	/** Selects all cards that are shown; in the field above them, all of its text. */
	void selectAll() {
		Parts p = parts;
		if (p == null)
			return;
		if (p.grid().getDisplay().getFocusControl() instanceof Text text)
			text.selectAll();
		else
			p.grid().selectAll();
	}

	/** Selects an instance and brings its card in sight; clears a filter that hides it. */
	public void reveal(String id) {
		Parts p = parts;
		if (p == null)
			return;
		if (shown(p).stream().noneMatch(instance -> instance.id().equals(id)))
			p.filter().clear();
		p.grid().setSelectedIds(List.of(id));
	}

	@Override
	public void saveState(@Nullable IMemento store) {
		Parts p = parts;
		if (store != null)
			arrangement.save(store);
		if (p != null && store != null && !p.filter().isDisposed())
			p.filter().save(store);
	}

	@Override
	public void setFocus() {
		Parts p = parts;
		if (p == null)
			return;
		if (p.grid().isVisible())
			p.grid().setFocus();
		else if (p.none().isVisible())
			p.none().setFocus();
		else
			p.filtered().setFocus();
	}

	@Override
	public void dispose() {
		InstanceFeed open = feed;
		if (open != null)
			open.close();
		CardHistory collected = history;
		if (collected != null)
			collected.close();
		Coalescer coalescer = measured;
		if (coalescer != null)
			coalescer.close();
		WaitingJobs jobs = waiting;
		if (jobs != null)
			jobs.close();
		HealthMonitor.Watch watching = watch;
		if (watching != null)
			watching.close();
		super.dispose();
	}
}
