// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The menus that every workbench has, with the ids and groups that other plug-ins put their own commands in. The menus Instance
 * and Workflow come from the user interface's bundle.
 */
final class StudioActionBarAdvisor extends ActionBarAdvisor {

	private static final String WINDOW_END = "windowEnd"; //$NON-NLS-1$

	private @Nullable IWorkbenchWindow window;

	StudioActionBarAdvisor(IActionBarConfigurer configurer) {
		super(configurer);
	}

	@Override
	protected void makeActions(IWorkbenchWindow target) {
		window = target;
	}

	@Override
	protected void fillCoolBar(ICoolBarManager coolBar) {
		coolBar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
	}

	@Override
	protected void fillMenuBar(IMenuManager menuBar) {
		IWorkbenchWindow target = window;
		if (target == null)
			return;
		menuBar.add(fileMenu(target));
		menuBar.add(editMenu(target));
		menuBar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
		menuBar.add(windowMenu(target));
		menuBar.add(helpMenu(target));
	}

	private IMenuManager fileMenu(IWorkbenchWindow target) {
		IMenuManager menu = new MenuManager(Messages.menu_file, IWorkbenchActionConstants.M_FILE);
		menu.add(new GroupMarker(IWorkbenchActionConstants.FILE_START));
		menu.add(new GroupMarker(IWorkbenchActionConstants.NEW_EXT));
		menu.add(new GroupMarker(IWorkbenchActionConstants.OPEN_EXT));
		menu.add(new Separator());
		add(menu, ActionFactory.CLOSE, target);
		add(menu, ActionFactory.CLOSE_ALL, target);
		menu.add(new GroupMarker(IWorkbenchActionConstants.CLOSE_EXT));
		menu.add(new Separator());
		add(menu, ActionFactory.SAVE, target);
		add(menu, ActionFactory.SAVE_AS, target);
		add(menu, ActionFactory.SAVE_ALL, target);
		menu.add(new GroupMarker(IWorkbenchActionConstants.SAVE_EXT));
		menu.add(new Separator());
		add(menu, ActionFactory.IMPORT, target);
		add(menu, ActionFactory.EXPORT, target);
		menu.add(new GroupMarker(IWorkbenchActionConstants.IMPORT_EXT));
		menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
		menu.add(new Separator());
		add(menu, ActionFactory.PROPERTIES, target).setText(Messages.action_properties);
		menu.add(new Separator());
		add(menu, ActionFactory.QUIT, target);
		menu.add(new GroupMarker(IWorkbenchActionConstants.FILE_END));
		return menu;
	}

	private IMenuManager editMenu(IWorkbenchWindow target) {
		IMenuManager menu = new MenuManager(Messages.menu_edit, IWorkbenchActionConstants.M_EDIT);
		menu.add(new GroupMarker(IWorkbenchActionConstants.EDIT_START));
		add(menu, ActionFactory.UNDO, target);
		add(menu, ActionFactory.REDO, target);
		menu.add(new GroupMarker(IWorkbenchActionConstants.UNDO_EXT));
		menu.add(new Separator());
		add(menu, ActionFactory.CUT, target);
		add(menu, ActionFactory.COPY, target);
		add(menu, ActionFactory.PASTE, target);
		menu.add(new GroupMarker(IWorkbenchActionConstants.CUT_EXT));
		menu.add(new Separator());
		add(menu, ActionFactory.DELETE, target);
		add(menu, ActionFactory.SELECT_ALL, target);
		menu.add(new Separator());
		add(menu, ActionFactory.FIND, target);
		menu.add(new GroupMarker(IWorkbenchActionConstants.FIND_EXT));
		menu.add(new GroupMarker(IWorkbenchActionConstants.EDIT_END));
		menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
		return menu;
	}

	private IMenuManager windowMenu(IWorkbenchWindow target) {
		IMenuManager menu = new MenuManager(Messages.menu_window, IWorkbenchActionConstants.M_WINDOW);
		add(menu, ActionFactory.OPEN_NEW_WINDOW, target);
		menu.add(new Separator());
		MenuManager views = new MenuManager(Messages.menu_showView, "showView"); //$NON-NLS-1$
		views.add(ContributionItemFactory.VIEWS_SHORTLIST.create(target));
		menu.add(views);
		MenuManager perspectives = new MenuManager(Messages.menu_openPerspective, "openPerspective"); //$NON-NLS-1$
		perspectives.add(ContributionItemFactory.PERSPECTIVES_SHORTLIST.create(target));
		menu.add(perspectives);
		add(menu, ActionFactory.RESET_PERSPECTIVE, target);
		menu.add(new Separator());
		menu.add(navigation(target));
		menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
		add(menu, ActionFactory.PREFERENCES, target);
		menu.add(new GroupMarker(WINDOW_END));
		return menu;
	}

	private IMenuManager navigation(IWorkbenchWindow target) {
		IMenuManager menu = new MenuManager(Messages.menu_navigate, IWorkbenchActionConstants.M_NAVIGATE);
		add(menu, ActionFactory.SHOW_PART_PANE_MENU, target);
		add(menu, ActionFactory.SHOW_VIEW_MENU, target);
		menu.add(new Separator());
		add(menu, ActionFactory.MAXIMIZE, target);
		add(menu, ActionFactory.MINIMIZE, target);
		menu.add(new Separator());
		add(menu, ActionFactory.NEXT_PART, target);
		add(menu, ActionFactory.PREVIOUS_PART, target);
		menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
		return menu;
	}

	private IMenuManager helpMenu(IWorkbenchWindow target) {
		IMenuManager menu = new MenuManager(Messages.menu_help, IWorkbenchActionConstants.M_HELP);
		add(menu, ActionFactory.INTRO, target);
		menu.add(new GroupMarker("group.intro")); //$NON-NLS-1$
		menu.add(new GroupMarker("group.main")); //$NON-NLS-1$
		add(menu, ActionFactory.HELP_CONTENTS, target);
		add(menu, ActionFactory.HELP_SEARCH, target);
		add(menu, ActionFactory.DYNAMIC_HELP, target).setText(Messages.action_contextHelp);
		menu.add(new Separator("group.assist")); //$NON-NLS-1$
		menu.add(new GroupMarker(IWorkbenchActionConstants.HELP_START));
		menu.add(new Separator("group.tutorials")); //$NON-NLS-1$
		menu.add(new Separator("group.tools")); //$NON-NLS-1$
		menu.add(new Separator("group.updates")); //$NON-NLS-1$
		menu.add(new GroupMarker(IWorkbenchActionConstants.HELP_END));
		menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
		menu.add(new Separator("group.about")); //$NON-NLS-1$
		add(menu, ActionFactory.ABOUT, target);
		menu.add(new GroupMarker("group.about.ext")); //$NON-NLS-1$
		return menu;
	}

	/** Actions are registered so that their key bindings work and the window disposes them. */
	private IAction add(IMenuManager menu, ActionFactory factory, IWorkbenchWindow target) {
		ActionFactory.IWorkbenchAction action = factory.create(target);
		register(action);
		menu.add(action);
		return action;
	}
}
