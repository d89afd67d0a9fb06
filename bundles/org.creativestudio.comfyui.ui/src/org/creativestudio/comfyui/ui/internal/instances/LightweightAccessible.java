// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.widgets.Control;

/**
 * Mends what SWT makes of an accessible object that is no control, on GTK 3: it exists for nobody until asked for, so that its first
 * events get lost, and it has no widget, so that GTK gives it the state of one that is gone, which screen readers pass over. Items with
 * numbers instead of objects do not have this, but then all share the same actions.
 */
final class LightweightAccessible {

	private static boolean failed;

	private LightweightAccessible() {
	}

	/**
	 * Makes it exist, as visible as the parent of its control: with the control itself each of them would be focused when the control is.
	 * Does nothing elsewhere than on GTK 3.
	 */
	static void settle(Accessible accessible, Control control) {
		if (failed || !"gtk".equals(SWT.getPlatform())) //$NON-NLS-1$
			return;
		try {
			Method objectOf = Accessible.class.getDeclaredMethod("getAccessibleObject"); //$NON-NLS-1$
			objectOf.setAccessible(true);
			Object object = objectOf.invoke(accessible);
			Field handle = object.getClass().getDeclaredField("atkHandle"); //$NON-NLS-1$
			handle.setAccessible(true);
			Field widget = Control.class.getField("handle"); //$NON-NLS-1$
			Method register = Class.forName("org.eclipse.swt.internal.gtk.OS", true, Accessible.class.getClassLoader()) //$NON-NLS-1$
					.getMethod("swt_fixed_accessible_register_accessible", long.class, boolean.class, long.class); //$NON-NLS-1$
			if (handle.getLong(object) != 0)
				register.invoke(null, handle.getLong(object), false, widget.getLong(control.getParent()));
		} catch (ReflectiveOperationException | RuntimeException e) {
			failed = true;
			ILog.of(LightweightAccessible.class).info("Screen readers may pass over the cards: this SWT is another one than those known", e); //$NON-NLS-1$
		}
	}
}
