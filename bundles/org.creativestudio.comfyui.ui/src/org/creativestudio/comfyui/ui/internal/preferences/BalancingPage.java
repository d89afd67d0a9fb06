// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;

/** Which strategy chooses, what is set of it, and what becomes of work while the active instance can't take it. */
public final class BalancingPage extends FleetPreferencePage {

	private final Map<ActiveFallback, Button> fallbacks = new EnumMap<>(ActiveFallback.class);
	private List<Descriptor> strategies = List.of();
	private @Nullable Combo strategy;
	private @Nullable Label description;
	private @Nullable Group options;
	private @Nullable OptionFields fields;
	/** Whose options the fields are of. */
	private @Nullable Descriptor shown;
	/** What the fields said of each strategy before another one was chosen; at first what is stored. UI thread only. */
	private final Map<String, Map<String, String>> values = new HashMap<>();
	/** What is stored though nobody contributes it now; null when there is no such. */
	private @Nullable String missing;

	@Override
	void create(Composite page, InstanceManager instances) {
		StrategyRegistry registry = PlatformUI.getWorkbench().getService(StrategyRegistry.class);
		strategies = registry == null ? List.of() : registry.getStrategies();
		label(page, Messages.balancing_strategy);
		Combo combo = new Combo(page, SWT.READ_ONLY | SWT.DROP_DOWN);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(combo);
		combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
			keepValues();
			describe();
		}));
		strategy = combo;
		Label text = new Label(page, SWT.WRAP);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(WIDTH, text.computeSize(SWT.DEFAULT, SWT.DEFAULT).y * 3)
				.applyTo(text);
		description = text;
		Group ofStrategy = new Group(page, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(ofStrategy);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(ofStrategy);
		options = ofStrategy;
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
		combo.add(registry == null ? Messages.balancing_default : NLS.bind(Messages.balancing_defaultNamed, registry.getUsual().name()));
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
		values.clear();
		strategies.forEach(each -> values.put(each.id(), settings.strategyOptions(each.id())));
		describe();
	}

	private @Nullable String chosen() {
		Combo combo = strategy;
		int index = combo == null ? 0 : combo.getSelectionIndex();
		return index <= 0 ? null : index <= strategies.size() ? strategies.get(index - 1).id() : missing;
	}

	/** The strategy that is chosen, or that is used when none is; empty when that is not there. */
	private Optional<Descriptor> inEffect() {
		String id = chosen();
		if (id != null)
			return strategies.stream().filter(each -> each.id().equals(id)).findFirst();
		return Optional.ofNullable(PlatformUI.getWorkbench().getService(StrategyRegistry.class)).map(StrategyRegistry::getUsual);
	}

	private void describe() {
		Label text = description;
		if (text != null)
			text.setText(inEffect().map(Descriptor::description).orElse(chosen() == null ? "" : Messages.balancing_missingText)); //$NON-NLS-1$
		showOptions(inEffect().orElse(null));
		check();
	}

	private void showOptions(@Nullable Descriptor strategyInEffect) {
		Group group = options;
		if (group == null)
			return;
		for (Control child : group.getChildren())
			child.dispose();
		shown = strategyInEffect;
		boolean some = strategyInEffect != null && !strategyInEffect.options().isEmpty();
		fields = some ? new OptionFields(group, strategyInEffect.options(), values.getOrDefault(strategyInEffect.id(), Map.of()), this::check) : null;
		group.setText(some ? NLS.bind(Messages.balancing_options, strategyInEffect.name()) : ""); //$NON-NLS-1$
		group.setVisible(some);
		((GridData) group.getLayoutData()).exclude = !some;
		group.getParent().layout(true, true);
	}

	private void keepValues() {
		Descriptor of = shown;
		OptionFields open = fields;
		if (of == null || open == null)
			return;
		Map<String, String> kept = new HashMap<>(values.getOrDefault(of.id(), Map.of()));
		open.values().forEach((name, value) -> {
			if (of.options().stream().anyMatch(option -> option.name().equals(name) && option.defaultValue().equals(value)))
				kept.remove(name);
			else
				kept.put(name, value);
		});
		values.put(of.id(), kept);
	}

	private void check() {
		OptionFields open = fields;
		String problem = open == null ? null : open.problem().orElse(null);
		setErrorMessage(problem);
		setValid(problem == null);
	}

	@Override
	FleetSettings apply(FleetSettings settings) {
		ActiveFallback fallback = fallbacks.entrySet().stream().filter(entry -> entry.getValue().getSelection()).map(Map.Entry::getKey)
				.findFirst().orElse(settings.activeFallback());
		keepValues();
		FleetSettings applied = settings.strategy(chosen()).activeFallback(fallback);
		for (Descriptor each : strategies)
			if (!each.options().isEmpty())
				applied = applied.strategyOptions(each.id(), allowed(each, values.getOrDefault(each.id(), Map.of())));
		return applied;
	}

	/** Without what the strategy does not allow: fields that were left when another one was chosen may be wrong. */
	private static Map<String, String> allowed(Descriptor strategy, Map<String, String> set) {
		Map<String, String> allowed = new HashMap<>(set);
		strategy.options().forEach(option -> {
			String value = allowed.get(option.name());
			if (value != null && option.problem(value).isPresent())
				allowed.remove(option.name());
		});
		return allowed;
	}

	@Override
	FleetSettings merge(FleetSettings newest, FleetSettings mine) {
		FleetSettings merged = newest.strategy(mine.strategy()).activeFallback(mine.activeFallback());
		for (Descriptor each : strategies)
			if (!each.options().isEmpty())
				merged = merged.strategyOptions(each.id(), mine.strategyOptions(each.id()));
		return merged;
	}
}
