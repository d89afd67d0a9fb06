// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.lang.management.ManagementFactory;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;

/**
 * Prints when the workbench has painted what the benchmark waits for, then ends the program. Does nothing unless
 * {@value #PROPERTY} says what: {@code cards} for cards with content, {@code window} for a window.
 */
public final class FirstPaint {

	static final String PROPERTY = "creativestudio.benchmark.firstPaint"; //$NON-NLS-1$
	static final String MARK = "first paint after ms: "; //$NON-NLS-1$

	/** Set by the grid of cards to the number of cards that it painted last. */
	private static final String CARDS_PAINTED = "org.creativestudio.cards.painted"; //$NON-NLS-1$

	@Execute
	void listen() {
		String awaited = System.getProperty(PROPERTY);
		if (awaited == null)
			return;
		Display display = Display.getCurrent();
		boolean cards = awaited.equals("cards"); //$NON-NLS-1$
		Listener listener = new Listener() {
			@Override
			public void handleEvent(Event event) {
				// Asked after the control's own listeners have painted: filters run before them.
				display.asyncExec(() -> {
					if (event.widget.isDisposed())
						return;
					boolean seen = cards ? painted(event) : event.widget instanceof Composite composite && inWindow(composite);
					if (seen)
						end();
				});
			}
		};
		display.addFilter(SWT.Paint, listener);
	}

	private static boolean painted(Event event) {
		return event.widget.getData(CARDS_PAINTED) instanceof Integer count && count > 0;
	}

	private static boolean inWindow(Control control) {
		Shell shell = control.getShell();
		return shell.isVisible() && shell.getMenuBar() != null;
	}

	private static void end() {
		long start = ManagementFactory.getRuntimeMXBean().getStartTime();
		System.out.println(MARK + (System.currentTimeMillis() - start));
		System.out.flush();
		Runtime.getRuntime().halt(0);
	}
}
