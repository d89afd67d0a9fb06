// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.screenshots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.BotView;
import org.creativestudio.comfyui.testing.ui.Condition;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.StudioUi;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.views.properties.PropertySheet;
import org.eclipse.ui.views.properties.tabbed.TabbedPropertySheetPage;

/** What is photographed, in the order in which the program shows it best. */
final class Tour {

	private static final String PREFIX = "org.creativestudio.comfyui.ui.";
	private static final String PROPERTIES = "org.eclipse.ui.views.PropertySheet";
	private static final String PROBLEMS = "org.eclipse.ui.views.ProblemView";

	private final WorkbenchBot bot = new WorkbenchBot();
	private final Fleet fleet;
	private final Camera camera;
	private final List<String> failures = new ArrayList<>();

	Tour(Fleet fleet, Camera camera) {
		this.fleet = fleet;
		this.camera = camera;
	}

	/** @return what could not be photographed and why */
	List<String> go() throws Exception {
		resize();
		moveThePointerAway();
		workbench("welcome");
		bot.closeWelcome();
		fleet.clear();
		bot.resetPerspective();
		bot.viewById(StudioUi.INSTANCES_VIEW).show();
		closePopUps();
		workbench("empty");
		fleet.build();
		notification();
		fleet.work();
		views();
		instanceDialogs();
		exchange();
		program();
		return failures;
	}

	private static void resize() {
		UiThread.run(() -> {
			Shell shell = window().getShell();
			shell.setMaximized(false);
			shell.setBounds(10, 10, 1280, 800);
		});
	}

	/** A tooltip or a colour under the pointer is no part of a picture. */
	private static void moveThePointerAway() {
		UiThread.run(() -> {
			Rectangle screen = Display.getDefault().getBounds();
			Display.getDefault().setCursorLocation(screen.width - 1, screen.height - 1);
		});
	}

	/** What the program tells in a corner of the screen would hide parts of the other pictures. */
	private static void closePopUps() {
		UiThread.run(() -> popUps().forEach(Shell::close));
	}

	private static List<Shell> popUps() {
		return Arrays.stream(Display.getDefault().getShells()).filter(shell -> shell.isVisible() && shell.getText().isBlank()).toList();
	}

	private void notification() {
		step("notification", () -> {
			closePopUps();
			Runnable recovery = fleet.crash();
			bot.waitUntil("the crash is told", () -> !popUps().isEmpty());
			Shell popUp = UiThread.call(() -> popUps().getFirst());
			camera.take("notification", UiThread.call(popUp::getBounds));
			recovery.run();
			return null;
		});
	}

	private void views() {
		select(Fleet.HEALTHY);
		workbench("workbench");
		view(StudioUi.INSTANCES_VIEW, "instances");
		list();
		view(StudioUi.WORKFLOWS_VIEW, "workflows");
		view(StudioUi.OUTPUTS_VIEW, "outputs");
		details(PROPERTIES, "properties", () -> select(Fleet.HEALTHY));
		details(PROPERTIES, "properties-health", () -> tab("health"));
		details(PROPERTIES, "properties-statistics", () -> tab("statistics"));
		view(StudioUi.METRICS_VIEW, "metrics");
		view(StudioUi.QUEUE_VIEW, "queue");
		view(StudioUi.NOTIFICATIONS_VIEW, "notifications");
		comparison();
		view(StudioUi.DOCTOR_VIEW, "doctor");
		details("org.creativestudio.comfyui.ui.nodes", "outline", this::selectJob);
		details(PROBLEMS, "problems", this::openGroups);
		step("console", () -> {
			bot.viewById(StudioUi.INSTANCES_VIEW).show();
			select(Fleet.HEALTHY);
			execute(PREFIX + "instance.showLog");
			camera.take("console", folder("org.eclipse.ui.console.ConsoleView"));
			return null;
		});
		bot.viewById(StudioUi.WORKFLOWS_VIEW).show();
		bot.viewById(StudioUi.INSTANCES_VIEW).show();
	}

	private void comparison() {
		step("comparison", () -> {
			execute(PREFIX + "strategies.compare");
			BotView view = bot.viewById(StudioUi.COMPARISON_VIEW);
			Table table = view.bot().widget(Table.class);
			bot.waitUntil("the strategies are compared", () -> table.getItemCount() > 0);
			camera.take("comparison", folder(StudioUi.COMPARISON_VIEW));
			view.close();
			return null;
		});
	}

	private void list() {
		step("list", () -> {
			bot.viewById(StudioUi.INSTANCES_VIEW).show();
			layout(true);
			camera.take("list", folder(StudioUi.INSTANCES_VIEW));
			layout(false);
			return null;
		});
	}

	private static void layout(boolean list) {
		UiThread.run(() -> {
			IViewPart view = page().findView(StudioUi.INSTANCES_VIEW);
			if (view.getViewSite().getActionBars().getToolBarManager().find("layout.list") instanceof ActionContributionItem item
					&& item.getAction().isChecked() != list) {
				item.getAction().setChecked(list);
				item.getAction().run();
			}
		});
	}

	private static void tab(String name) {
		UiThread.run(() -> {
			if (page().findView(PROPERTIES) instanceof PropertySheet sheet && sheet.getCurrentPage() instanceof TabbedPropertySheetPage tabs)
				tabs.setSelectedTab(PREFIX + "properties." + name);
		});
	}

	/** Problems are in groups, which are closed at first. */
	private void openGroups() {
		Tree tree = bot.viewById(PROBLEMS).bot().widget(Tree.class);
		UiThread.run(() -> {
			for (TreeItem group : tree.getItems()) {
				Event event = new Event();
				event.item = group;
				tree.notifyListeners(SWT.Expand, event);
				group.setExpanded(true);
			}
		});
	}

	private void instanceDialogs() {
		tabs("new-instance", PREFIX + "instance.new");
		select(Fleet.BUSY);
		tabs("edit-instance", PREFIX + "instance.edit");
		dialog("pause", PREFIX + "instance.pause");
		dialog("delete", PREFIX + "instance.delete");
		dialog("stop", PREFIX + "instance.stop");
		dialog("run-workflow", PREFIX + "run");
	}

	private void exchange() {
		dialog("export", PREFIX + "config.export");
		dialog("import", PREFIX + "config.import");
		dialog("restore", PREFIX + "config.restore");
		dialog("migrate", PREFIX + "config.migrate");
	}

	private void program() {
		for (String page : List.of("", ".general", ".health", ".balancing", ".launching", ".notifications", ".security"))
			dialog("preferences" + page.replace('.', '-'), "org.eclipse.ui.window.preferences",
					Map.of("preferencePageId", PREFIX + "preferences" + page));
		step("cheat-sheet", () -> {
			execute("org.eclipse.ui.cheatsheets.openCheatSheet", Map.of("cheatSheetId", "org.creativestudio.comfyui.help.fleet"));
			camera.take("cheat-sheet", folder("org.eclipse.ui.cheatsheets.views.CheatSheetView"));
			return null;
		});
		step("help", () -> {
			bot.viewById(StudioUi.INSTANCES_VIEW).show();
			execute("org.eclipse.ui.help.dynamicHelp");
			camera.take("help", folder("org.eclipse.help.ui.HelpView"));
			return null;
		});
		dialog("about", "org.eclipse.ui.help.aboutAction");
	}

	private void workbench(String name) {
		step(name, () -> {
			camera.take(name, UiThread.call(() -> bounds(window().getShell())));
			return null;
		});
	}

	private void view(String id, String name) {
		step(name, () -> {
			bot.viewById(id).show();
			camera.take(name, folder(id));
			return null;
		});
	}

	/** A view that shows details of what is selected in another one. */
	private void details(String id, String name, Runnable selecting) {
		step(name, () -> {
			bot.viewById(id).show();
			selecting.run();
			camera.take(name, folder(id));
			return null;
		});
	}

	private void selectJob() {
		BotView view = bot.viewById(StudioUi.WORKFLOWS_VIEW).show();
		view.bot().table().getTableItem(0).select();
	}

	private static Rectangle folder(String id) {
		return UiThread.call(() -> {
			IViewPart view = page().findView(id);
			if (view == null || !(view.getSite().getService(MPart.class).getWidget() instanceof Control control))
				throw new IllegalStateException("the view " + id + " is not open");
			Composite parent = control.getParent();
			while (parent != null && !(parent instanceof CTabFolder))
				parent = parent.getParent();
			return bounds(parent == null ? control : parent);
		});
	}

	private void dialog(String name, String command) {
		dialog(name, command, Map.of());
	}

	private void dialog(String name, String command, Map<String, String> parameters) {
		step(name, () -> {
			Shell shell = open(command, parameters);
			camera.take(name, UiThread.call(() -> bounds(shell)));
			close(shell);
			return null;
		});
	}

	/** A picture of each tab of a dialog. */
	private void tabs(String name, String command) {
		step(name, () -> {
			Shell shell = open(command, Map.of());
			Camera.rest();
			TabFolder folder = UiThread.call(() -> tabFolder(shell));
			int count = folder == null ? 0 : UiThread.call(folder::getItemCount);
			for (int i = 0; folder != null && i < count; i++) {
				int tab = i;
				UiThread.run(() -> folder.setSelection(tab));
				camera.take(name + '-' + (tab + 1), UiThread.call(() -> bounds(shell)));
			}
			close(shell);
			return null;
		});
	}

	private static @Nullable TabFolder tabFolder(Composite root) {
		for (Control child : root.getChildren()) {
			TabFolder found = child instanceof TabFolder folder ? folder : child instanceof Composite inner ? tabFolder(inner) : null;
			if (found != null)
				return found;
		}
		return null;
	}

	/** Runs a command that opens a window, and waits for that. */
	private Shell open(String command, Map<String, String> parameters) {
		Set<Shell> before = UiThread.call(() -> shells().collect(Collectors.toSet()));
		execute(command, parameters);
		AtomicReference<@Nullable Shell> opened = new AtomicReference<>();
		bot.waitUntil(Condition.of(() -> {
			opened.set(shells().filter(shell -> !before.contains(shell)).findFirst().orElse(null));
			return opened.get() != null;
		}, () -> command + " opened no window"));
		Shell shell = opened.get();
		if (shell == null)
			throw new IllegalStateException();
		return shell;
	}

	private void close(Shell shell) {
		UiThread.begin(() -> {
			if (!shell.isDisposed())
				shell.close();
		});
		bot.waitUntil(Condition.of(() -> shell.isDisposed() || !shell.isVisible(), () -> shell + " stays open"));
	}

	private static Stream<Shell> shells() {
		return Stream.of(Display.getDefault().getShells()).filter(Shell::isVisible).filter(shell -> !shell.getText().isBlank());
	}

	private void execute(String command) {
		execute(command, Map.of());
	}

	private static void execute(String id, Map<String, String> parameters) {
		UiThread.begin(() -> {
			try {
				Command command = window().getService(ICommandService.class).getCommand(id);
				ParameterizedCommand call = ParameterizedCommand.generateCommand(command, parameters.isEmpty() ? null : parameters);
				window().getService(IHandlerService.class).executeCommand(call, null);
			} catch (Exception e) {
				throw new IllegalStateException("the command " + id + ": " + e, e);
			}
		});
	}

	private void select(String instance) {
		UiThread.run(() -> {
			IViewPart view = page().findView(StudioUi.INSTANCES_VIEW);
			page().activate(view);
			view.getSite().getSelectionProvider().setSelection(new StructuredSelection(fleet.get(instance)));
		});
		Camera.rest();
	}

	/** Does one step; a failure costs this picture only. */
	private void step(String name, Callable<@Nullable Void> work) {
		try {
			if (!name.equals("notification"))
				closePopUps();
			work.call();
		} catch (Exception | AssertionError e) {
			failures.add(name + ": " + e);
			bot.closeDialogs();
		}
	}

	/** Of a window with its title bar. */
	private static Rectangle bounds(Control control) {
		if (control instanceof Shell shell) {
			// The size that the system tells of a window is a little larger than what the window manager draws.
			Rectangle outer = shell.getBounds();
			Rectangle inner = shell.getClientArea();
			Rectangle seen = shell.getDisplay().map(shell, null, inner);
			return new Rectangle(outer.x, outer.y, seen.x + seen.width - outer.x + 1, seen.y + seen.height - outer.y + 1);
		}
		return control.getDisplay().map(control.getParent(), null, control.getBounds());
	}

	private static IWorkbenchWindow window() {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		return window != null ? window : PlatformUI.getWorkbench().getWorkbenchWindows()[0];
	}

	private static IWorkbenchPage page() {
		return window().getActivePage();
	}
}
