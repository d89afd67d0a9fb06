// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.Arrays;
import java.util.Set;

/**
 * Whose work the UI thread does, told by its stack: of the frames that belong to one of these the nearest to the top decides. What
 * nobody answers for is ours.
 */
enum Share {

	/** Our code and all that it makes the platform do: its controls, their layout and painting. */
	OURS(100),
	/** Classes and texts are read and linked, once in the life of a program. */
	LOADING(200),
	/** The platform makes a window, a part, a perspective, a toolbar, its preferences or a cheat sheet; what we add to it is ours again. */
	PLATFORM(300),
	/** Our parts of a perspective, all of which the platform makes at once. */
	PERSPECTIVE(200),
	/** The robot looks for widgets, which happens in no program. */
	ROBOT(Integer.MAX_VALUE / 2);

	private static final String OUR_PACKAGES = "org.creativestudio.";
	private static final String ROBOT_PACKAGE = Share.class.getPackageName() + '.';
	private static final Set<String> LOADERS = Set.of("java.lang.ClassLoader.loadClass", "java.lang.Class.forName",
			"java.lang.invoke.MethodHandleNatives.linkCallSite", "java.lang.invoke.MethodHandleNatives.linkMethodHandleConstant",
			"java.lang.invoke.MethodHandleNatives.linkMethod", "org.eclipse.osgi.util.NLS.initializeMessages");
	private static final Set<String> WINDOWS = Set.of("org.eclipse.swt.widgets.Shell.open", "org.eclipse.swt.widgets.Shell.setVisible",
			"org.eclipse.ui.internal.WorkbenchPage.showView", "org.eclipse.ui.internal.WorkbenchPage.openEditor",
			"org.eclipse.ui.internal.WorkbenchPage.setPerspective", "org.eclipse.ui.internal.WorkbenchPage.resetPerspective",
			"org.eclipse.jface.dialogs.TitleAreaDialog.createTitleArea", "org.eclipse.ui.internal.dialogs.WorkbenchPreferenceDialog.createDialogOn",
			"org.eclipse.ui.cheatsheets.OpenCheatSheetAction.run");
	private static final Set<String> PERSPECTIVES = Set.of("org.eclipse.ui.internal.WorkbenchPage.setPerspective",
			"org.eclipse.ui.internal.WorkbenchPage.resetPerspective");
	/** They make what the platform's model of the window has. */
	private static final String RENDERERS = "org.eclipse.e4.ui.workbench.renderers.swt.";
	private static final String CLASS_INITIALIZER = "<clinit>";

	private final int limitMs;

	Share(int limitMs) {
		this.limitMs = limitMs;
	}

	/** How much of a pause it may be, in milliseconds. */
	int limitMs() {
		return limitMs;
	}

	static Share of(StackTraceElement[] stack) {
		Share share = nearest(stack);
		return share == OURS && Arrays.stream(stack).map(Share::name).anyMatch(PERSPECTIVES::contains) ? PERSPECTIVE : share;
	}

	private static String name(StackTraceElement frame) {
		return frame.getClassName() + '.' + frame.getMethodName();
	}

	private static Share nearest(StackTraceElement[] stack) {
		for (StackTraceElement frame : stack) {
			String name = name(frame);
			if (LOADERS.contains(name) || frame.getMethodName().equals(CLASS_INITIALIZER))
				return LOADING;
			if (WINDOWS.contains(name) || name.startsWith(RENDERERS))
				return PLATFORM;
			if (name.startsWith(ROBOT_PACKAGE))
				return ROBOT;
			if (name.startsWith(OUR_PACKAGES))
				return OURS;
		}
		return OURS;
	}
}
