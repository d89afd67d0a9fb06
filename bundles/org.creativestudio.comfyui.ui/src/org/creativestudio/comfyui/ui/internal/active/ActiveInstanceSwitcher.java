// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.active;

import java.util.List;
import java.util.Optional;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.instances.InstanceFeed;
import org.creativestudio.comfyui.ui.internal.instances.InstanceOperations;
import org.creativestudio.comfyui.ui.internal.instances.InstanceWords;
import org.creativestudio.comfyui.ui.internal.instances.InstancesView;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
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

	private static final int MAX_NAME = 28;

	private @Nullable InstanceManager manager;
	private @Nullable StatusImages images;
	private @Nullable ToolItem item;
	private String shown = ""; //$NON-NLS-1$

	@Override
	protected Control createControl(@Nullable Composite parent) {
		ToolBar bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
		InstanceManager instances = getWorkbenchWindow().getService(InstanceManager.class);
		manager = instances;
		if (instances == null)
			return bar;
		images = new StatusImages(new LocalResourceManager(JFaceResources.getResources(), bar));
		ToolItem button = new ToolItem(bar, SWT.DROP_DOWN);
		button.addListener(SWT.Selection, event -> clicked(button, event));
		item = button;
		if (getWorkbenchWindow().getService(ISourceProviderService.class)
				.getSourceProvider(ActiveInstanceProvider.VARIABLE) instanceof ActiveInstanceProvider provider)
			provider.connect(instances, bar.getDisplay());
		InstanceFeed feed = new InstanceFeed(instances, bar.getDisplay(), this::instancesChanged);
		bar.addDisposeListener(event -> feed.close());
		return bar;
	}

	private void instancesChanged(List<InstanceSnapshot> all) {
		ToolItem button = item;
		StatusImages icons = images;
		if (button == null || icons == null || button.isDisposed())
			return;
		Optional<InstanceSnapshot> active = all.stream().filter(InstanceSnapshot::active).findFirst();
		String text = active.map(ActiveInstanceSwitcher::label).orElse(Messages.label_none);
		button.setImage(active.map(instance -> icons.of(instance.status())).orElseGet(icons::none));
		button.setToolTipText(active.map(instance -> NLS.bind(Messages.tip, instance.name())).orElse(Messages.none_tip));
		if (text.equals(shown))
			return;
		boolean first = shown.isEmpty();
		shown = text;
		button.setText(text.replace("&", "&&")); //$NON-NLS-1$ //$NON-NLS-2$
		if (!first)
			button.getParent().getParent().requestLayout();
	}

	private static String label(InstanceSnapshot instance) {
		String name = instance.name().length() > MAX_NAME ? instance.name().substring(0, MAX_NAME - 1) + '\u2026' : instance.name();
		return NLS.bind(Messages.label, new Object[] { name, word(instance), String.valueOf(instance.configuration().port()) });
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
		InstanceOperations operations = new InstanceOperations(instances);
		entry(menu, Messages.none, instances.getActiveInstance().isEmpty(), () -> operations.setActive(null));
		new MenuItem(menu, SWT.SEPARATOR);
		for (InstanceSnapshot instance : instances.getInstances())
			entry(menu, NLS.bind(Messages.entry, new Object[] { instance.name(), word(instance),
					String.valueOf(instance.configuration().port()) }), instance.active(), () -> operations.setActive(instance.id()));
		Rectangle bounds = button.getBounds();
		Point place = button.getParent().toDisplay(bounds.x, bounds.y + bounds.height);
		menu.setLocation(place);
		menu.setVisible(true);
	}

	private static void entry(Menu menu, String text, boolean chosen, Runnable choose) {
		MenuItem entry = new MenuItem(menu, SWT.RADIO);
		entry.setText(text.replace("&", "&&")); //$NON-NLS-1$ //$NON-NLS-2$
		entry.setSelection(chosen);
		entry.addListener(SWT.Selection, event -> {
			if (entry.getSelection() && !chosen)
				choose.run();
		});
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
