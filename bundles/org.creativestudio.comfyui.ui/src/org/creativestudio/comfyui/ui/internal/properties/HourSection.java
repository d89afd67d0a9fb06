// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.ui.internal.instances.CardColors;
import org.creativestudio.comfyui.ui.internal.metrics.Figure;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Request;
import org.creativestudio.comfyui.ui.internal.metrics.PlotData.Subject;
import org.creativestudio.comfyui.ui.internal.metrics.PlotLoader;
import org.creativestudio.comfyui.ui.internal.metrics.PlotReader;
import org.creativestudio.comfyui.ui.internal.run.ThemeRepaint;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;

/** How an instance did in the last hour, in the {@link Figure}s whose names stand behind the class in the extension. */
public final class HourSection extends LiveSection implements IExecutableExtension {

	/** A bit less than what is kept in memory, so that nothing is read from the disk. */
	private static final Duration SPAN = Duration.ofMinutes(59);
	private static final int POINTS = 120;
	private static final int HEIGHT = 96;
	private static final int WIDTH = 120;

	private List<Figure> figures = List.of();
	private @Nullable HourPlot plot;
	private @Nullable PlotLoader loader;
	private String subject = ""; //$NON-NLS-1$

	@Override
	public void setInitializationData(@Nullable IConfigurationElement configuration, @Nullable String property, @Nullable Object data) {
		figures = Arrays.stream(String.valueOf(data).split(",")).map(Figure::valueOf).toList(); //$NON-NLS-1$
	}

	@Override
	void create(Composite parent) {
		GridLayoutFactory.fillDefaults().margins(6, 6).applyTo(parent);
		Label title = getWidgetFactory().createLabel(parent, Messages.hour_title);
		title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
		CardColors colors = new CardColors(PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry()::get,
				parent.getDisplay());
		HourPlot made = new HourPlot(parent, colors);
		GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).grab(true, false).hint(WIDTH, HEIGHT).applyTo(made);
		ThemeRepaint.of(made);
		plot = made;
	}

	@Override
	void show(Object selected) {
		HourPlot shown = plot;
		if (shown == null || !(selected instanceof InstanceSnapshot instance))
			return;
		if (!instance.id().equals(subject)) {
			subject = instance.id();
			shown.show(null);
		}
		PlotLoader reads = loader(shown);
		long now = System.currentTimeMillis();
		if (reads != null)
			reads.load(new Request(List.of(new Subject(instance.id(), instance.name(), 0)), figures, now - SPAN.toMillis(), now, POINTS));
	}

	private @Nullable PlotLoader loader(HourPlot shown) {
		if (loader == null && getPart() != null) {
			Metrics metrics = getPart().getSite().getService(Metrics.class);
			if (metrics != null)
				loader = new PlotLoader(new PlotReader(metrics), shown.getDisplay(), this::deliver);
		}
		return loader;
	}

	/** What was read of an instance that is not selected any more is of no use. */
	private void deliver(PlotData data) {
		HourPlot shown = plot;
		boolean current = data.request().subjects().getFirst().id().equals(subject);
		if (shown != null && !shown.isDisposed() && current)
			shown.show(data);
	}

	@Override
	public void dispose() {
		PlotLoader reads = loader;
		if (reads != null)
			reads.close();
		super.dispose();
	}
}
