// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.metrics;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.health.HealthMonitor.Watch;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFeed;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Request;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Subject;
import org.creativestudio.comfyui.ui.internal.run.Coalescer;
import org.creativestudio.comfyui.ui.internal.run.FileWriting;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.themes.ITheme;

/** Plots of what was measured of several instances. Does nothing while it can't be seen. */
public final class MetricsView extends ViewPart {

	/** More lines in one plot can't be told apart. */
	private static final int MOST_FOLLOWED = 8;
	/** The axis goes on with the clock also when nothing new is measured. */
	private static final int SLOWEST_TICK_MS = 5_000;

	/** What exists once the view has its services. */
	private record Parts(InstanceManager manager, Metrics metrics, TimeWindow window, PlotBar bar, Legend legend, PlotStack plots,
			PlotLoader loader, Coalescer coalescer, InstanceFeed feed) {
	}

	private final ISelectionListener follower = this::selectionChanged;
	private final Consumer<String> listener = this::measured;
	private final IPropertyChangeListener themes = event -> themeChanged();
	private @Nullable IMemento memento;
	private @Nullable Parts parts;
	private final Map<String, Watch> watches = new HashMap<>();
	private List<String> selected = List.of();
	private volatile Set<String> shown = Set.of();
	private boolean ticking;

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
		Metrics metrics = getSite().getService(Metrics.class);
		if (manager == null || metrics == null) {
			new Label(parent, SWT.WRAP).setText(Messages.no_service);
			return;
		}
		Composite body = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(body);
		ITheme theme = PlatformUI.getWorkbench().getThemeManager().getCurrentTheme();
		CardColors colors = new CardColors(theme.getColorRegistry()::get, body.getDisplay());
		TimeWindow window = new TimeWindow(Clock.systemUTC());
		PlotBar bar = new PlotBar(body, manager, this::choiceChanged);
		bar.restore(memento);
		window.show(bar.period());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		Legend legend = new Legend(body, colors);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(legend);
		PlotStack plots = new PlotStack(body, colors, window, this::windowChanged);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(plots.control());
		Coalescer coalescer = new Coalescer(body.getDisplay(), () -> window.period().refreshMs(), this::refresh);
		PlotLoader loader = new PlotLoader(new PlotReader(metrics), body.getDisplay(), this::loaded);
		parts = new Parts(manager, metrics, window, bar, legend, plots, loader, coalescer,
				new InstanceFeed(manager, body.getDisplay(), all -> coalescer.request()));
		plots.setFigures(bar.figures());
		body.addListener(SWT.Resize, event -> coalescer.request());
		// A view in front again is laid out or painted, whatever else happens.
		legend.addListener(SWT.Paint, event -> becameVisible());
		metrics.addListener(listener);
		PlatformUI.getWorkbench().getThemeManager().addPropertyChangeListener(themes);
		getSite().getPage().addPostSelectionListener(StudioUi.INSTANCES_VIEW, follower);
		follow(getSite().getPage().getSelection(StudioUi.INSTANCES_VIEW));
		refresh();
	}

	private boolean isVisible() {
		Parts p = parts;
		return p != null && !p.plots().control().isDisposed() && p.plots().control().isVisible();
	}

	private void measured(String instanceId) {
		Parts p = parts;
		if (p != null && shown.contains(instanceId))
			p.coalescer().request();
	}

	private void becameVisible() {
		if (!ticking)
			refresh();
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
		if (ids.equals(selected))
			return;
		selected = List.copyOf(ids);
		Parts p = parts;
		if (p != null && p.bar().pinned().isEmpty())
			refresh();
	}

	private void choiceChanged() {
		Parts p = parts;
		if (p == null)
			return;
		if (p.window().period() != p.bar().period())
			p.window().show(p.bar().period());
		p.plots().setFigures(p.bar().figures());
		refresh();
	}

	private void windowChanged() {
		Parts p = parts;
		if (p == null)
			return;
		p.bar().showZoomed(p.window().isZoomed());
		refresh();
	}

	/** Reads what is to be shown now. */
	void refresh() {
		Parts p = parts;
		if (p == null || !isVisible())
			return;
		List<Subject> subjects = subjects(p);
		shown = subjects.stream().map(Subject::id).collect(Collectors.toUnmodifiableSet());
		watch(shown);
		p.legend().show(subjects);
		setTitleToolTip(NLS.bind(Messages.description, new Object[] { p.bar().figures().size(), p.legend().names(), p.bar().period().label() }));
		p.loader().load(new Request(subjects, p.bar().figures(), p.window().from(), p.window().to(), p.plots().resolution()));
		tick(p);
	}

	/** What somebody looks at is asked more often. */
	private void watch(Set<String> ids) {
		watches.entrySet().removeIf(entry -> {
			boolean over = !ids.contains(entry.getKey());
			if (over)
				entry.getValue().close();
			return over;
		});
		HealthMonitor monitor = getSite().getService(HealthMonitor.class);
		if (monitor != null)
			for (String id : ids)
				watches.computeIfAbsent(id, monitor::watch);
	}

	private void tick(Parts p) {
		if (ticking)
			return;
		ticking = true;
		p.plots().control().getDisplay().timerExec(Math.max(SLOWEST_TICK_MS, p.window().period().refreshMs()), () -> {
			ticking = false;
			if (!isVisible())
				watch(Set.of());
			else if (p.window().isZoomed())
				tick(p);
			else
				refresh();
		});
	}

	/** The pinned ones, else those that are selected, else the first ones. */
	private List<Subject> subjects(Parts p) {
		List<InstanceSnapshot> all = p.manager().getInstances();
		Set<String> pinned = p.bar().pinned();
		List<Subject> subjects = new ArrayList<>();
		for (int i = 0; i < all.size(); i++) {
			String id = all.get(i).id();
			if (pinned.isEmpty() ? (selected.isEmpty() || selected.contains(id)) && subjects.size() < MOST_FOLLOWED : pinned.contains(id))
				subjects.add(new Subject(id, all.get(i).name(), i));
		}
		return subjects;
	}

	private void loaded(PlotData data) {
		Parts p = parts;
		if (p != null && isVisible() && data.request().figures().equals(p.bar().figures()))
			p.plots().show(data);
	}

	private void themeChanged() {
		Parts p = parts;
		if (p == null || p.plots().control().isDisposed())
			return;
		p.plots().applyTheme();
		p.legend().redraw();
		refresh();
	}

	/** Shows these instances whatever is selected; none: follows the selection again. */
	public void pin(List<String> ids) {
		Parts p = parts;
		if (p != null)
			p.bar().pin(ids);
	}

	/** Ends a zoom. */
	public void resetZoom() {
		Parts p = parts;
		if (p == null)
			return;
		p.window().reset();
		windowChanged();
	}

	/** What is shown, as a picture. */
	public @Nullable ImageData picture() {
		Parts p = parts;
		return p == null ? null : p.plots().picture(p.legend());
	}

	/** Writes what is shown into a CSV file, in the background. */
	public void export(Path file) {
		Parts p = parts;
		if (p == null)
			return;
		Metrics metrics = p.metrics();
		List<String> ids = subjects(p).stream().map(Subject::id).toList();
		Collection<Metric> columns = Figure.metrics(p.bar().figures());
		Instant from = Instant.ofEpochMilli(p.window().from());
		Instant to = Instant.ofEpochMilli(p.window().to());
		FileWriting.schedule(Messages.job_export, file, begun -> {
			try (Writer writer = Files.newBufferedWriter(begun)) {
				metrics.exportCsv(ids, columns, from, to, writer);
			}
		}, failure -> NLS.bind(Messages.export_failed, file, failure.getLocalizedMessage()));
	}

	/** Null when the services are missing. */
	public @Nullable PlotStack plots() {
		Parts p = parts;
		return p == null ? null : p.plots();
	}

	@Override
	public void saveState(@Nullable IMemento store) {
		Parts p = parts;
		if (p != null && store != null && !p.bar().isDisposed())
			p.bar().save(store);
	}

	@Override
	public void setFocus() {
		Parts p = parts;
		if (p != null)
			p.plots().setFocus();
	}

	@Override
	public void dispose() {
		Parts p = parts;
		if (p != null) {
			watch(Set.of());
			p.metrics().removeListener(listener);
			p.coalescer().close();
			p.loader().close();
			p.feed().close();
			PlatformUI.getWorkbench().getThemeManager().removePropertyChangeListener(themes);
			getSite().getPage().removePostSelectionListener(StudioUi.INSTANCES_VIEW, follower);
		}
		super.dispose();
	}
}
