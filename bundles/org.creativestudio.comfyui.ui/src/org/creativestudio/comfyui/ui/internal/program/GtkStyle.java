// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.program;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;

/**
 * A few rules beside those of GTK's theme. While the workbench is dark: a dark theme colours buttons, boxes and fields for all of their
 * states, so that one which is disabled looks enabled and an empty box can't be seen; no style of the workbench can tell the states
 * apart. Other themes leave this to GTK. From right to left: SWT cuts the end of a chosen text. UI thread only.
 */
public final class GtkStyle {

	private static final String DARK = """
			/* What can't be used now looks so. */
			label:disabled,
			button:disabled,
			entry:disabled,
			spinbutton:disabled,
			spinbutton button:disabled,
			textview text:disabled,
			treeview:disabled {
				color: @insensitive_fg_color;
			}

			/* SWT gives the text of a box with fixed choices its colour where no rule reaches it. */
			combobox cellview:disabled {
				color: @theme_fg_color;
				opacity: 0.5;
			}

			/* An empty box is seen by its edge, whatever it stands on. */
			check:not(:checked):not(:indeterminate),
			radio:not(:checked):not(:indeterminate) {
				border-color: alpha(currentColor, 0.55);
			}
			"""; //$NON-NLS-1$
	/** SWT paints as much of the text as is left of the arrow by the arrow's width, also where the text stands at the arrow. */
	private static final String RIGHT_TO_LEFT = """
			combobox cellview:dir(rtl) {
				margin-right: 16px;
			}
			"""; //$NON-NLS-1$
	/** Stands before the colours that SWT gives single controls (600), and behind the user's own rules (800). */
	private static final int PRIORITY = 601;
	/** Of the sum of red, green and blue. */
	private static final int HALF = 128 * 3;

	/** GTK's handle; 0 before they were first needed, for GTK measures all windows anew when they come. */
	private long rules;
	private String inForce = ""; //$NON-NLS-1$
	private boolean looking;

	/** Uses the rules that the workbench needs, whenever its theme changes. */
	public static void follow(IWorkbench workbench) {
		GtkStyle style = new GtkStyle();
		IPropertyChangeListener listener = event -> style.lookLater(workbench);
		workbench.getThemeManager().addPropertyChangeListener(listener);
		StudioStartup.whenClosed(workbench, () -> workbench.getThemeManager().removePropertyChangeListener(listener));
		style.look(workbench);
	}

	/** A theme tells each of its colours before it paints the windows. */
	private void lookLater(IWorkbench workbench) {
		if (looking)
			return;
		looking = true;
		workbench.getDisplay().asyncExec(() -> {
			looking = false;
			look(workbench);
		});
	}

	private void look(IWorkbench workbench) {
		IWorkbenchWindow[] windows = workbench.getWorkbenchWindows();
		Shell shell = windows.length == 0 ? null : windows[0].getShell();
		if (shell == null || shell.isDisposed())
			return;
		RGB background = shell.getBackground().getRGB();
		use(background.red + background.green + background.blue < HALF, Window.getDefaultOrientation() == SWT.RIGHT_TO_LEFT);
	}

	/**
	 * Says which rules are in force; none are at first. Does nothing elsewhere than on GTK 3.
	 *
	 * @param dark        those for a dark theme
	 * @param rightToLeft those for texts from right to left
	 */
	public void use(boolean dark, boolean rightToLeft) {
		String wanted = (dark ? DARK : "") + (rightToLeft ? RIGHT_TO_LEFT : ""); //$NON-NLS-1$ //$NON-NLS-2$
		if (wanted.equals(inForce) || !"gtk".equals(SWT.getPlatform())) //$NON-NLS-1$
			return;
		inForce = wanted;
		try {
			if (type("gtk.GTK").getField("GTK4").getBoolean(null)) //$NON-NLS-1$ //$NON-NLS-2$
				return;
			if (rules == 0)
				rules = provider();
			load(rules, wanted);
		} catch (ReflectiveOperationException | LinkageError e) {
			ILog.of(GtkStyle.class).info("In a dark theme what is disabled looks enabled: this SWT is another one than those known", e); //$NON-NLS-1$
		}
	}

	/** SWT reads rules of others only before its display is made, which in an IDE is long before this bundle is started. */
	private static long provider() throws ReflectiveOperationException {
		long provider = (long) type("gtk.GTK").getMethod("gtk_css_provider_new").invoke(null); //$NON-NLS-1$ //$NON-NLS-2$
		long screen = (long) type("gtk.GDK").getMethod("gdk_screen_get_default").invoke(null); //$NON-NLS-1$ //$NON-NLS-2$
		type("gtk3.GTK3").getMethod("gtk_style_context_add_provider_for_screen", long.class, long.class, int.class) //$NON-NLS-1$ //$NON-NLS-2$
				.invoke(null, screen, provider, PRIORITY);
		return provider;
	}

	private static void load(long provider, String rules) throws ReflectiveOperationException {
		Method load = type("gtk3.GTK3").getMethod("gtk_css_provider_load_from_data", long.class, byte[].class, long.class, long[].class); //$NON-NLS-1$ //$NON-NLS-2$
		byte[] text = rules.getBytes(StandardCharsets.UTF_8);
		load.invoke(null, provider, text, (long) text.length, null);
	}

	private static Class<?> type(String name) throws ClassNotFoundException {
		return Class.forName("org.eclipse.swt.internal." + name, true, Device.class.getClassLoader()); //$NON-NLS-1$
	}
}
