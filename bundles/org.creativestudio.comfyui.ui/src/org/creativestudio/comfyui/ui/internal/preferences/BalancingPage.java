// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.ActiveFallback;
import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;

/** Which strategy chooses, and what becomes of work while the active instance can't take it. */
public final class BalancingPage extends FleetPreferencePage {

	private final Map<ActiveFallback, Button> fallbacks = new EnumMap<>(ActiveFallback.class);
	private List<Descriptor> strategies = List.of();
	private @Nullable Combo strategy;
	private @Nullable Label description;
	/** What is stored though nobody contributes it now; null when there is no such. */
	private @Nullable String missing;

	@Override
	void create(Composite page, InstanceManager instances) {
		StrategyRegistry registry = PlatformUI.getWorkbench().getService(StrategyRegistry.class);
		strategies = registry == null ? List.of() : registry.getStrategies();
		label(page, Messages.balancing_strategy);
		Combo combo = new Combo(page, SWT.READ_ONLY | SWT.DROP_DOWN);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(combo);
		combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> describe()));
		strategy = combo;
		Label text = new Label(page, SWT.WRAP);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(WIDTH, text.computeSize(SWT.DEFAULT, SWT.DEFAULT).y * 3)
				.applyTo(text);
		description = text;
		Group group = new Group(page, SWT.NONE);
		group.setText(Messages.balancing_fallback);
		GridLayoutFactory.swtDefaults().applyTo(group);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(group);
		for (ActiveFallback fallback : ActiveFallback.values()) {
			Button button = new Button(group, SWT.RADIO);
			button.setText(label(fallback));
			fallbacks.put(fallback, button);
		}
	}

	private static String label(ActiveFallback fallback) {
		return switch (fallback) {
		case FALL_BACK -> Messages.balancing_fallBack;
		case WAIT -> Messages.balancing_wait;
		case FAIL -> Messages.balancing_fail;
		};
	}

	@Override
	void show(FleetSettings settings) {
		Combo combo = strategy;
		if (combo == null)
			return;
		String id = settings.strategy();
		missing = id == null || strategies.stream().anyMatch(each -> each.id().equals(id)) ? null : id;
		combo.removeAll();
		StrategyRegistry registry = PlatformUI.getWorkbench().getService(StrategyRegistry.class);
		combo.add(registry == null ? Messages.balancing_default : NLS.bind(Messages.balancing_defaultNamed, registry.getDefault().name()));
		strategies.forEach(each -> combo.add(each.name()));
		int chosen = 0;
		for (int i = 0; i < strategies.size(); i++)
			if (strategies.get(i).id().equals(id))
				chosen = i + 1;
		if (missing != null) {
			combo.add(NLS.bind(Messages.balancing_missing, missing));
			chosen = combo.getItemCount() - 1;
		}
		combo.select(chosen);
		fallbacks.forEach((fallback, button) -> button.setSelection(settings.activeFallback() == fallback));
		describe();
	}

	private @Nullable String chosen() {
		Combo combo = strategy;
		int index = combo == null ? 0 : combo.getSelectionIndex();
		return index <= 0 ? null : index <= strategies.size() ? strategies.get(index - 1).id() : missing;
	}

	private void describe() {
		Label text = description;
		if (text == null)
			return;
		String id = chosen();
		StrategyRegistry registry = PlatformUI.getWorkbench().getService(StrategyRegistry.class);
		String shown = id == null ? registry == null ? "" : registry.getDefault().description() //$NON-NLS-1$
				: strategies.stream().filter(each -> each.id().equals(id)).map(Descriptor::description).findFirst()
						.orElse(Messages.balancing_missingText);
		text.setText(shown);
	}

	@Override
	FleetSettings apply(FleetSettings settings) {
		ActiveFallback fallback = fallbacks.entrySet().stream().filter(entry -> entry.getValue().getSelection()).map(Map.Entry::getKey)
				.findFirst().orElse(settings.activeFallback());
		return settings.strategy(chosen()).activeFallback(fallback);
	}

	@Override
	FleetSettings merge(FleetSettings newest, FleetSettings mine) {
		return newest.strategy(mine.strategy()).activeFallback(mine.activeFallback());
	}
}
