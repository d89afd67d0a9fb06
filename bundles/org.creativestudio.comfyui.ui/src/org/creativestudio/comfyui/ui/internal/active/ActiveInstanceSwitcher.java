// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.Optional;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.ActiveInstance;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFeed;
import org.creativestudio.comfyui.ui.internal.instances.InstanceOperations;
import org.creativestudio.comfyui.ui.internal.instances.InstanceWords;
import org.creativestudio.comfyui.ui.internal.instances.InstancesView;
import org.creativestudio.comfyui.ui.internal.instances.TextFitter;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;
import org.eclipse.ui.services.ISourceProviderService;

/** Shows in the toolbar where new work goes, and lets the user choose. */
public final class ActiveInstanceSwitcher extends WorkbenchWindowControlContribution {

	private static final String SHOW_INSTANCES = "org.creativestudio.comfyui.ui.instance.showView"; //$NON-NLS-1$
	/** Names with more wide letters than this are cut in their middle, */
	private static final String ROOM_FOR_NAME = "n".repeat(20); //$NON-NLS-1$
	/** and with more than this in a toolbar that would take a second line. */
	private static final String LITTLE_ROOM_FOR_NAME = "n".repeat(12); //$NON-NLS-1$
	private static final int HIGHEST_PORT = 65535;
	/** A longer menu is no help. */
	private static final int MAX_ENTRIES = 30;

	private @Nullable InstanceManager manager;
	private @Nullable StatusImages images;
	private @Nullable ToolItem item;
	/** Else health and port stand in the tool tip alone. */
	private boolean wide = true;
	/** Of all when it is wide, in points. */
	private int wideWidth;
	/** Of the text, in pixels. */
	private int room;
	private String shown = ""; //$NON-NLS-1$

	/** The text stands at the end of a place that is as wide for each instance, so that nothing beside it moves. */
	@Override
	protected Control createControl(@Nullable Composite parent) {
		shown = ""; // it is made again when a perspective is reset //$NON-NLS-1$
		Composite place = new Composite(parent, SWT.NONE);
		ToolbarEnd.claim(getWorkbenchWindow(), place.getDisplay());
		ToolBar bar = new ToolBar(place, SWT.FLAT | SWT.RIGHT);
		InstanceManager instances = getWorkbenchWindow().getService(InstanceManager.class);
		manager = instances;
		if (instances == null)
			return place;
		StatusImages icons = new StatusImages(new LocalResourceManager(JFaceResources.getResources(), bar));
		images = icons;
		ToolItem button = new ToolItem(bar, SWT.DROP_DOWN);
		button.addListener(SWT.Selection, event -> clicked(button, event));
		item = button;
		button.setImage(icons.none());
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(place);
		GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).grab(true, true).applyTo(bar);
		Composite widest = new Composite(place, SWT.NONE);
		wide = true;
		fit(button, widest);
		wideWidth = bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
		ToolbarEnd.whenRoomChanges(place, () -> {
			if (ToolbarEnd.hasRoom(place, wideWidth) == wide)
				return;
			wide = !wide;
			fit(button, widest);
			show();
			ToolbarEnd.fit(place);
		});
		if (getWorkbenchWindow().getService(ISourceProviderService.class)
				.getSourceProvider(ActiveInstanceProvider.VARIABLE) instanceof ActiveInstanceProvider provider)
			provider.connect(instances, bar.getDisplay());
		InstanceFeed feed = new InstanceFeed(instances, bar.getDisplay(), all -> show());
		bar.addDisposeListener(event -> feed.close());
		return place;
	}

	/** Makes the place as wide as the text can become now. */
	private void fit(ToolItem button, Composite widest) {
		String text = label(wide ? ROOM_FOR_NAME : LITTLE_ROOM_FOR_NAME, InstanceWords.health(Health.UNHEALTHY), HIGHEST_PORT);
		ToolBar bar = button.getParent();
		room = width(bar, text);
		shown = ""; //$NON-NLS-1$
		button.setText(text);
		GridDataFactory.fillDefaults().hint(bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x, 0).applyTo(widest);
	}

	private static int width(ToolBar bar, String text) {
		GC gc = new GC(bar);
		try {
			return gc.textExtent(text, SWT.DRAW_TRANSPARENT).x;
		} finally {
			gc.dispose();
		}
	}

	private void show() {
		ToolItem button = item;
		StatusImages icons = images;
		InstanceManager instances = manager;
		if (button == null || icons == null || instances == null || button.isDisposed())
			return;
		ActiveInstance active = ActiveInstance.of(instances);
		InstanceSnapshot chosen = active.chosen();
		button.setImage(chosen == null || active.fallsBack() ? icons.none() : icons.of(chosen.status()));
		button.setToolTipText(chosen == null ? Messages.none_tip : tip(active, chosen));
		String text = chosen == null ? Messages.label_none : fitting(button.getParent(), chosen.name(), name -> label(active, chosen, name));
		if (text.equals(shown))
			return;
		shown = text;
		button.setText(LegacyActionTools.escapeMnemonics(text));
		button.getParent().getParent().layout();
	}

	/** With as much of the name as there is room for; the tool tip has all of it. */
	private String fitting(ToolBar bar, String name, UnaryOperator<String> label) {
		GC gc = new GC(bar);
		try {
			return label.apply(new TextFitter(part -> gc.textExtent(label.apply(part), SWT.DRAW_TRANSPARENT).x).fitMiddle(name, room));
		} finally {
			gc.dispose();
		}
	}

	private String tip(ActiveInstance active, InstanceSnapshot chosen) {
		if (active.usable())
			return NLS.bind(wide ? Messages.tip : Messages.tip_more,
					new Object[] { chosen.name(), word(chosen), String.valueOf(chosen.configuration().port()) });
		String pattern = switch (active.fallback()) {
		case FALL_BACK -> Messages.tip_fallBack;
		case WAIT -> Messages.tip_wait;
		case FAIL -> Messages.tip_fail;
		};
		return NLS.bind(pattern, chosen.name(), word(chosen));
	}

	private String label(ActiveInstance active, InstanceSnapshot chosen, String name) {
		return active.fallsBack() ? NLS.bind(Messages.label_fallback, name, word(chosen))
				: label(name, word(chosen), chosen.configuration().port());
	}

	private String label(String name, String word, int port) {
		return wide ? NLS.bind(Messages.label, new Object[] { name, word, String.valueOf(port) }) : NLS.bind(Messages.label_short, name);
	}

	private static String word(InstanceSnapshot instance) {
		Health health = instance.health().health();
		return instance.status().isUp() && health != Health.UNKNOWN ? InstanceWords.health(health)
				: InstanceWords.status(instance.status());
	}

	private void clicked(ToolItem button, Event event) {
		InstanceManager instances = manager;
		if (instances == null)
			return;
		Optional<InstanceSnapshot> active = instances.getActiveInstance();
		if (event.detail == SWT.ARROW || active.isEmpty())
			openMenu(button, instances);
		else
			reveal(active.get());
	}

	private void openMenu(ToolItem button, InstanceManager instances) {
		Menu menu = new Menu(button.getParent());
		menu.addListener(SWT.Hide, event -> menu.getDisplay().asyncExec(menu::dispose));
		fill(menu, instances);
		Rectangle bounds = button.getBounds();
		Point place = button.getParent().toDisplay(bounds.x, bounds.y + bounds.height);
		menu.setLocation(place);
		menu.setVisible(true);
	}

	/** The choice of none, each instance that is up, and the chosen one if it is not. */
	private void fill(Menu menu, InstanceManager instances) {
		StatusImages icons = images;
		InstanceOperations operations = new InstanceOperations(instances);
		boolean none = instances.getActiveInstance().isEmpty();
		entry(menu, none ? NLS.bind(Messages.entry_chosen, Messages.none) : Messages.none, icons == null ? null : icons.none(),
				none ? () -> {
					// it is so already
				} : () -> operations.setActive(null));
		new MenuItem(menu, SWT.SEPARATOR);
		int shownEntries = 0;
		for (InstanceSnapshot instance : instances.getInstances())
			if (instance.active() || instance.status().isUp() && shownEntries < MAX_ENTRIES) {
				shownEntries++;
				String text = entry(instance);
				entry(menu, instance.active() ? NLS.bind(Messages.entry_chosen, text) : text, icons == null ? null : icons.of(instance.status()),
						instance.active() ? () -> reveal(instance) : () -> operations.setActive(instance.id()));
			}
		if (shownEntries == 0) {
			MenuItem hint = new MenuItem(menu, SWT.PUSH);
			hint.setText(Messages.entry_noneUp);
			hint.setEnabled(false);
		}
		new MenuItem(menu, SWT.SEPARATOR);
		entry(menu, Messages.manage, null, () -> Commands.execute(getWorkbenchWindow(), SHOW_INSTANCES));
	}

	/** Name, health and queue. */
	private static String entry(InstanceSnapshot instance) {
		QueueLoad queue = instance.queue();
		if (queue == null || !instance.status().isUp())
			return NLS.bind(Messages.entry, instance.name(), word(instance));
		return queue.total() == 0 ? NLS.bind(Messages.entry_idle, instance.name(), word(instance))
				: NLS.bind(Messages.entry_queue, new Object[] { instance.name(), word(instance), queue.running(), queue.pending() });
	}

	private static void entry(Menu menu, String text, @Nullable Image image, Runnable choose) {
		MenuItem entry = new MenuItem(menu, SWT.PUSH);
		entry.setText(LegacyActionTools.escapeMnemonics(text));
		entry.setImage(image);
		entry.addListener(SWT.Selection, event -> choose.run());
	}

	private void reveal(InstanceSnapshot instance) {
		IWorkbenchWindow window = getWorkbenchWindow();
		IWorkbenchPage page = window == null ? null : window.getActivePage();
		if (page == null)
			return;
		try {
			if (page.showView(StudioUi.INSTANCES_VIEW) instanceof InstancesView view)
				view.reveal(instance.id());
		} catch (PartInitException e) {
			ILog.get().log(e.getStatus());
		}
	}

	@Override
	public boolean isDynamic() {
		return true;
	}
}
