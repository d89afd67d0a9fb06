// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.progress.IWorkbenchSiteProgressService;
import org.eclipse.ui.themes.ITheme;

/** What each strategy would make of the work that ran on this home, or of a fleet and work described in a file: a table and a plot. */
public final class ComparisonView extends ViewPart {

	/** Opens it and compares. */
	static final String COMMAND = "org.creativestudio.comfyui.ui.strategies.compare"; //$NON-NLS-1$

	/** What the view is made of, once there is something to make it of. */
	private record Parts(InstanceManager instances, StrategyRegistry registry, ComparisonBar bar, Label summary, ComparisonTable table,
			Composite room, StrategyFeed feed) {
	}

	private final IPropertyChangeListener themes = event -> themeChanged();
	private @Nullable Parts parts;
	private @Nullable ComparisonChart chart;
	private @Nullable Comparison shown;
	private @Nullable ComparisonRun running;

	@Override
	public void createPartControl(@Nullable Composite parent) {
		if (parent == null)
			return;
		InstanceManager instances = getSite().getService(InstanceManager.class);
		StrategyRegistry registry = getSite().getService(StrategyRegistry.class);
		if (instances == null || registry == null) {
			new Label(parent, SWT.WRAP).setText(Messages.no_service);
			return;
		}
		Composite body = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(body);
		ComparisonBar bar = new ComparisonBar(body, this::compareAgain, this::measureChanged, this::use);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
		Label summary = new Label(body, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).indent(6, 0).applyTo(summary);
		SashForm sash = new SashForm(body, SWT.HORIZONTAL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
		ComparisonTable table = new ComparisonTable(new Composite(sash, SWT.NONE));
		Composite room = new Composite(sash, SWT.NONE);
		room.setLayout(new FillLayout());
		sash.setWeights(58, 42);
		StrategyFeed feed = new StrategyFeed(instances, Platform.getExtensionRegistry(), body.getDisplay(), this::strategyChanged);
		parts = new Parts(instances, registry, bar, summary, table, room, feed);
		table.viewer().addSelectionChangedListener(event -> strategyChanged());
		PlatformUI.getWorkbench().getThemeManager().addPropertyChangeListener(themes);
		summary.setText(Messages.compare_hint);
		strategyChanged();
	}

	/** Compares with this file, or with what ran on this home. */
	public void compare(@Nullable Path file) {
		Parts p = parts;
		if (p == null)
			return;
		p.bar().choose(file);
		compareAgain();
	}

	private void compareAgain() {
		Parts p = parts;
		if (p == null)
			return;
		ComparisonRun before = running;
		if (before != null)
			before.cancel();
		ComparisonRun run = new ComparisonRun(p.bar().file(), p.bar().places(), p.registry(), p.instances(), new Progress(p.summary().getDisplay()));
		running = run;
		IWorkbenchSiteProgressService progress = getSite().getService(IWorkbenchSiteProgressService.class);
		if (progress != null)
			progress.schedule(run);
		else
			run.schedule();
	}

	/** Carries what a run tells to the UI thread, as long as no later one was begun. */
	private final class Progress implements ComparisonRun.Listener {

		private final Display display;

		Progress(Display display) {
			this.display = display;
		}

		private void tell(String text) {
			later(p -> say(p, text));
		}

		private void later(Consumer<Parts> work) {
			OnDisplay.later(display, () -> {
				Parts p = parts;
				ComparisonRun run = running;
				if (p != null && !p.summary().isDisposed() && run != null && run.isOf(this))
					work.accept(p);
			});
		}

		@Override
		public void progressed(String what) {
			tell(what);
		}

		@Override
		public void compared(Comparison comparison) {
			later(p -> show(p, comparison));
		}

		@Override
		public void failed(String why) {
			later(p -> {
				show(p, null);
				say(p, why);
			});
		}

		@Override
		public void cancelled() {
			tell(Messages.compare_cancelled);
		}
	}

	private void show(Parts p, @Nullable Comparison comparison) {
		shown = comparison;
		p.table().show(comparison, StrategySwitcher.inUse(p.instances(), p.registry()).id());
		OnDisplay.later(p.room(), () -> draw(p)); // both at once would take too long
		strategyChanged();
		if (comparison != null)
			say(p, NLS.bind(Messages.summary, new Object[] { p.bar().work(), comparison.scenario().work().size(),
					comparison.scenario().devices().size(), Measure.seconds(comparison.lowerBound()) }));
	}

	/** The chart is made when there is something to be drawn. */
	private void draw(Parts p) {
		ComparisonChart drawn = chart;
		if (drawn == null && shown == null)
			return;
		if (drawn == null) {
			ITheme theme = PlatformUI.getWorkbench().getThemeManager().getCurrentTheme();
			drawn = new ComparisonChart(p.room(), new CardColors(theme.getColorRegistry()::get, p.room().getDisplay()));
			chart = drawn;
			p.room().layout();
		}
		drawn.show(shown, p.bar().measure());
	}

	private static void say(Parts p, String text) {
		p.summary().setText(LegacyActionTools.escapeMnemonics(text));
		p.summary().getParent().layout();
	}

	private void measureChanged() {
		Parts p = parts;
		if (p != null)
			draw(p);
	}

	/** The row of the strategy that is used is bold, and can't be chosen again. */
	private void strategyChanged() {
		Parts p = parts;
		if (p == null || p.bar().isDisposed())
			return;
		String inUse = StrategySwitcher.inUse(p.instances(), p.registry()).id();
		p.table().use(inUse);
		Comparison.Row row = p.table().selected();
		p.bar().enableUse(row != null && !row.outcome().strategy().equals(inUse));
	}

	private void use() {
		Parts p = parts;
		Comparison.Row row = p == null ? null : p.table().selected();
		if (p != null && row != null)
			StrategySwitcher.choose(p.instances(), row.outcome().strategy(), row.name());
	}

	/** Asks for a file and writes what is shown into it. */
	void export() {
		Comparison comparison = shown;
		if (comparison == null)
			return;
		FileDialog dialog = new FileDialog(getSite().getShell(), SWT.SAVE);
		dialog.setText(Messages.export_title);
		dialog.setFilterExtensions(new String[] { "*.csv" }); //$NON-NLS-1$
		dialog.setFileName(Messages.export_file);
		dialog.setOverwrite(true);
		String chosen = dialog.open();
		if (chosen != null)
			ComparisonCsv.schedule(comparison, Path.of(chosen));
	}

	private void themeChanged() {
		ComparisonChart drawn = chart;
		Parts p = parts;
		if (drawn != null && p != null && !p.room().isDisposed())
			drawn.applyTheme();
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
			p.feed().close();
			PlatformUI.getWorkbench().getThemeManager().removePropertyChangeListener(themes);
		}
		parts = null;
		ComparisonRun run = running;
		if (run != null)
			run.cancel();
		super.dispose();
	}
}
