// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.balancing;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.creativestudio.comfyui.ui.internal.active.ToolbarEnd;
import org.creativestudio.comfyui.ui.internal.instances.TextFitter;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;

/** Shows in the toolbar which strategy chooses among instances, and lets the user choose another one. */
public final class StrategySwitcher extends WorkbenchWindowControlContribution {

	private static final String PAGE = "org.creativestudio.comfyui.ui.preferences.balancing"; //$NON-NLS-1$
	private static final int MAX_NAME = 28;
	/** Longer sentences make a menu wider than it is of use; the whole sentence is in the tool tip. */
	private static final int MAX_SENTENCE = 110;

	private @Nullable ToolItem item;

	@Override
	protected Control createControl(@Nullable Composite parent) {
		ToolBar bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
		ToolbarEnd.claim(getWorkbenchWindow(), bar.getDisplay());
		InstanceManager instances = getWorkbenchWindow().getService(InstanceManager.class);
		StrategyRegistry registry = getWorkbenchWindow().getService(StrategyRegistry.class);
		if (instances == null || registry == null)
			return bar;
		ToolItem button = new ToolItem(bar, SWT.DROP_DOWN);
		button.addListener(SWT.Selection, event -> openMenu(button, instances, registry));
		item = button;
		StrategyFeed feed = new StrategyFeed(instances, Platform.getExtensionRegistry(), bar.getDisplay(), () -> show(instances, registry));
		bar.addDisposeListener(event -> feed.close());
		return bar;
	}

	private void show(InstanceManager instances, StrategyRegistry registry) {
		ToolItem button = item;
		if (button == null || button.isDisposed())
			return;
		Descriptor strategy = inUse(instances, registry);
		String text = LegacyActionTools.escapeMnemonics(NLS.bind(Messages.strategy, TextFitter.abbreviate(strategy.name(), MAX_NAME)));
		button.setToolTipText(NLS.bind(Messages.strategy_tip, strategy.description()));
		if (text.equals(button.getText()))
			return;
		boolean first = button.getText().isEmpty();
		button.setText(text);
		if (!first)
			ToolbarEnd.fit(button.getParent());
	}

	private void openMenu(ToolItem button, InstanceManager instances, StrategyRegistry registry) {
		Menu menu = new Menu(button.getParent());
		menu.addListener(SWT.Hide, event -> menu.getDisplay().asyncExec(menu::dispose));
		String chosen = inUse(instances, registry).id();
		for (Descriptor strategy : registry.getStrategies()) {
			MenuItem entry = new MenuItem(menu, SWT.RADIO);
			entry.setText(
					LegacyActionTools.escapeMnemonics(NLS.bind(Messages.strategy_entry, strategy.name(), TextFitter.abbreviate(strategy.description(), MAX_SENTENCE))));
			entry.setToolTipText(strategy.description());
			entry.setSelection(strategy.id().equals(chosen));
			entry.addListener(SWT.Selection, event -> {
				if (!strategy.id().equals(chosen)) // which is told too, that it is not any more
					choose(instances, strategy.id(), strategy.name());
			});
		}
		new MenuItem(menu, SWT.SEPARATOR);
		command(menu, Messages.strategy_compare, () -> Commands.execute(getWorkbenchWindow(), ComparisonView.COMMAND));
		command(menu, Messages.strategy_preferences,
				() -> PreferencesUtil.createPreferenceDialogOn(button.getParent().getShell(), PAGE, null, null).open());
		Rectangle bounds = button.getBounds();
		menu.setLocation(button.getParent().toDisplay(bounds.x, bounds.y + bounds.height));
		menu.setVisible(true);
	}

	private static void command(Menu menu, String text, Runnable action) {
		MenuItem entry = new MenuItem(menu, SWT.PUSH);
		entry.setText(text);
		entry.addListener(SWT.Selection, event -> action.run());
	}

	/** Makes a strategy the one that chooses; returns at once. */
	static void choose(InstanceManager instances, String id, String name) {
		CompletableFuture<Void> stored = instances.changeSettings(settings -> settings.strategy(id));
		IJobFunction work = monitor -> new Await(stored).follow(monitor,
				failure -> Status.error(NLS.bind(Messages.strategy_failed, name, failure.getLocalizedMessage()), failure));
		Job.create(NLS.bind(Messages.strategy_job, name), work).schedule();
	}

	/** The strategy that chooses when nothing else is said. */
	static Descriptor inUse(InstanceManager instances, StrategyRegistry registry) {
		return Optional.ofNullable(instances.getSettings().strategy()).flatMap(registry::getStrategy).orElseGet(registry::getUsual);
	}

	@Override
	public boolean isDynamic() {
		return true;
	}
}
