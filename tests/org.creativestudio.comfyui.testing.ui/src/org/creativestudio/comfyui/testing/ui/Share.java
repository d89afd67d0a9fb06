// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.Set;

/**
 * Whose work the UI thread does, told by its stack: of the frames that belong to one of these the nearest to the top decides. What
 * nobody answers for is ours.
 */
enum Share {

	/** Our code and all that it makes the platform do: its controls, their layout and painting. */
	OURS(100),
	/** Our classes and texts are read and linked, once in the life of a program. */
	LOADING(100),
	/** The platform makes a window, a perspective, a part, a dialog, its preferences, a cheat sheet or its help; what we add to it is ours again. */
	PLATFORM(600),
	/** The robot looks for widgets, which happens in no program. */
	ROBOT(Integer.MAX_VALUE / 2);

	private static final String OUR_PACKAGES = "org.creativestudio.";
	private static final String ROBOT_PACKAGE = Share.class.getPackageName() + '.';
	private static final Set<String> LOADERS = Set.of("java.lang.ClassLoader.loadClass", "java.lang.Class.forName",
			"java.lang.invoke.MethodHandleNatives.linkCallSite", "java.lang.invoke.MethodHandleNatives.linkMethodHandleConstant",
			"java.lang.invoke.MethodHandleNatives.linkMethod", "org.eclipse.osgi.util.NLS.initializeMessages");
	private static final String CLASS_INITIALIZER = "<clinit>";
	private static final Set<String> WINDOWS = Set.of("org.eclipse.swt.widgets.Shell.open", "org.eclipse.swt.widgets.Shell.setVisible",
			"org.eclipse.ui.internal.Workbench.openWorkbenchWindow", "org.eclipse.ui.internal.WorkbenchWindow.close",
			"org.eclipse.ui.internal.WorkbenchPage.setPerspective", "org.eclipse.ui.internal.WorkbenchPage.resetPerspective",
			"org.eclipse.ui.internal.WorkbenchPage.showView", "org.eclipse.ui.internal.WorkbenchPage.openEditor",
			"org.eclipse.jface.dialogs.TitleAreaDialog.createTitleArea", "org.eclipse.ui.internal.dialogs.WorkbenchPreferenceDialog.createDialogOn",
			"org.eclipse.ui.cheatsheets.OpenCheatSheetAction.run");
	/** They make what the platform's model of the window has. */
	private static final String RENDERERS = "org.eclipse.e4.ui.workbench.renderers.swt.";
	private static final String HELP = "org.eclipse.help.ui.internal.DefaultHelpUI.";

	private final int limitMs;

	Share(int limitMs) {
		this.limitMs = limitMs;
	}

	/** How much of a pause it may be, in milliseconds. */
	int limitMs() {
		return limitMs;
	}

	static Share of(StackTraceElement[] stack) {
		boolean loads = false;
		for (StackTraceElement frame : stack) {
			String name = frame.getClassName() + '.' + frame.getMethodName();
			loads |= LOADERS.contains(name) || frame.getMethodName().equals(CLASS_INITIALIZER);
			if (WINDOWS.contains(name) || name.startsWith(RENDERERS) || name.startsWith(HELP))
				return PLATFORM;
			if (name.startsWith(ROBOT_PACKAGE))
				return ROBOT;
			if (name.startsWith(OUR_PACKAGES))
				return loads ? LOADING : OURS;
		}
		return OURS;
	}
}
