// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceManager;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.DeviceData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * In the workbench: measures the Instances view on a {@link ChangingFleet}, prints one line and ends the program. Does nothing
 * unless {@value #PROPERTY} says how many instances.
 */
public final class CardsProbe {

	static final String PROPERTY = "creativestudio.benchmark.cards"; //$NON-NLS-1$
	static final String MARK = "cards measured:"; //$NON-NLS-1$

	private static final String VIEW = "org.creativestudio.comfyui.ui.instances"; //$NON-NLS-1$
	private static final String PAINTED = "org.creativestudio.cards.painted"; //$NON-NLS-1$
	private static final int WARM_UP_FRAMES = 200;
	private static final int FRAMES = 600;
	private static final double FRAME_MS = 1000.0 / 60;
	private static final int SCROLL_BY = 24;
	private static final int OPENINGS = 9;
	private static final int IDLE_MS = 6000;
	private static final int PATIENCE_MS = 60_000;

	private final Display display = Display.getCurrent();
	private int paints;

	@Execute
	void listen() {
		String count = System.getProperty(PROPERTY);
		if (count == null)
			return;
		ChangingFleet fleet = new ChangingFleet(Integer.parseInt(count));
		// Of a bundle that runs: this one is only resolved.
		FrameworkUtil.getBundle(Platform.class).getBundleContext().registerService(InstanceManager.class, fleet.manager(),
				new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
		display.timerExec(1000, new Runnable() {
			@Override
			public void run() {
				if (!PlatformUI.isWorkbenchRunning() || grid() == null)
					display.timerExec(500, this);
				else
					end(fleet);
			}
		});
	}

	private void end(ChangingFleet fleet) {
		int code = 1;
		try {
			System.out.println(MARK + measure(fleet));
			code = 0;
		} catch (PartInitException | RuntimeException | InterruptedException e) {
			e.printStackTrace();
		} finally {
			System.out.flush();
			Runtime.getRuntime().halt(code);
		}
	}

	private String measure(ChangingFleet fleet) throws PartInitException, InterruptedException {
		fleet.begin();
		spin(1000);
		double[] openings = openings();
		Composite grid = painted();
		grid.addListener(SWT.Paint, event -> paints++);
		frames(grid, WARM_UP_FRAMES);
		paints = 0;
		Frames frames = frames(grid, FRAMES);
		int seen = paints;
		long before = fleet.changes();
		double use = use();
		double changes = (fleet.changes() - before) * 1000.0 / IDLE_MS;
		System.gc();
		System.gc();
		long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		return String.format(Locale.ROOT, "open=%s;work=%s;frames=%s;paints=%d;use=%.2f;changes=%.0f;handles=%d;heap=%.2f", join(openings), join(frames.work()), join(frames.whole()), seen, //$NON-NLS-1$
				use, changes, handles(), heap / 1048576.0);
	}

	private static String join(double[] values) {
		return Arrays.stream(values).mapToObj(value -> String.format(Locale.ROOT, "%.3f", value)).collect(Collectors.joining(",")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** Milliseconds from asking for the view to its cards on the screen. */
	private double[] openings() throws PartInitException {
		double[] values = new double[OPENINGS];
		IWorkbenchPage page = page();
		for (int i = -2; i < OPENINGS; i++) {
			IViewReference reference = page.findViewReference(VIEW);
			if (reference != null)
				page.hideView(reference);
			spin(300);
			long start = System.nanoTime();
			page.showView(VIEW);
			Composite grid = painted();
			grid.update();
			if (i >= 0)
				values[i] = (System.nanoTime() - start) / 1e6;
			spin(200);
		}
		return values;
	}

	/**
	 * In milliseconds, of each frame: what arrived, scrolling, painting.
	 *
	 * @param work  processor time of the UI thread
	 * @param whole also what it waited for the screen and for a processor
	 */
	private record Frames(double[] work, double[] whole) {
	}

	private Frames frames(Composite grid, int count) throws InterruptedException {
		double[] work = new double[count];
		double[] whole = new double[count];
		ScrollBar bar = grid.getVerticalBar();
		int position = 0;
		int step = SCROLL_BY;
		for (int i = 0; i < count; i++) {
			long start = System.nanoTime();
			long worked = worked();
			while (display.readAndDispatch()) {
				// all that arrived since the last frame
			}
			int limit = bar.getMaximum() - bar.getThumb();
			position += step;
			if (position < 0 || position > limit) {
				step = -step;
				position = Math.clamp(position, 0, Math.max(0, limit));
			}
			bar.setSelection(position);
			bar.notifyListeners(SWT.Selection, new Event());
			grid.redraw(); // also where all of it is in sight already
			grid.update();
			work[i] = (worked() - worked) / 1e6;
			whole[i] = (System.nanoTime() - start) / 1e6;
			Thread.sleep(Math.max(0, Math.round(FRAME_MS - whole[i])));
		}
		return new Frames(work, whole);
	}

	/** Processor time of this thread so far, in nanoseconds. */
	private static long worked() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

	/** The share of a processor that the UI thread uses while nobody does anything, in percent. */
	private double use() {
		long before = worked();
		long start = System.nanoTime();
		spin(IDLE_MS);
		return (worked() - before) * 100.0 / (System.nanoTime() - start);
	}

	private void spin(int millis) {
		boolean[] over = new boolean[1];
		display.timerExec(millis, () -> over[0] = true);
		await(() -> over[0]);
	}

	private void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline)
				throw new IllegalStateException("the workbench did not do what was waited for"); //$NON-NLS-1$
			if (!display.readAndDispatch())
				display.sleep();
		}
	}

	private Composite painted() {
		await(() -> {
			Composite grid = grid();
			return grid != null && grid.getData(PAINTED) instanceof Integer count && count > 0;
		});
		Composite grid = grid();
		if (grid == null)
			throw new IllegalStateException();
		return grid;
	}

	private @Nullable Composite grid() {
		for (Shell shell : display.getShells())
			if (find(shell) instanceof Composite grid)
				return grid;
		return null;
	}

	private static @Nullable Control find(Control control) {
		if (control.getData(PAINTED) != null)
			return control;
		if (control instanceof Composite composite)
			for (Control child : composite.getChildren())
				if (find(child) instanceof Control found)
					return found;
		return null;
	}

	/** Widgets of all windows, and colours, fonts, images and the like. */
	private int handles() {
		DeviceData data = display.getDeviceData();
		if (!data.tracking)
			throw new IllegalStateException("the platform does not count resources: its option org.eclipse.ui/trace/graphics is not set"); //$NON-NLS-1$
		int widgets = 0;
		for (Shell shell : display.getShells())
			widgets += widgets(shell);
		return widgets + (int) Arrays.stream(data.objects).filter(object -> object != null && !(object instanceof Widget)).count();
	}

	private static int widgets(Control control) {
		int count = 1;
		if (control instanceof Composite composite)
			for (Control child : composite.getChildren())
				count += widgets(child);
		return count;
	}

	private static IWorkbenchPage page() {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];
		IWorkbenchPage page = window.getActivePage();
		if (page == null)
			throw new IllegalStateException("the window has no page"); //$NON-NLS-1$
		return page;
	}
}
