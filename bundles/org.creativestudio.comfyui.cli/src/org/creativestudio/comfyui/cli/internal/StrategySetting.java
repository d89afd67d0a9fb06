// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.balancing.StrategyOption;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry.Descriptor;

/** What a strategy lets users set. Its key is the id of the strategy, a colon and the name of the option. */
record StrategySetting(Descriptor strategy, StrategyOption option) implements Setting {

	@Override
	public String word() {
		return strategy.id() + ':' + option.name();
	}

	@Override
	public String text(FleetSettings settings) {
		return settings.strategyOptions(strategy.id()).getOrDefault(option.name(), option.defaultValue());
	}

	@Override
	public FleetSettings with(FleetSettings settings, String value, StrategyRegistry strategies) {
		if (!value.equals(DEFAULT))
			option.problem(value).ifPresent(allowed -> {
				throw wrong(value, DEFAULT + ", " + allowed); //$NON-NLS-1$
			});
		return settings.strategyOption(strategy.id(), option.name(),
				value.equals(DEFAULT) || value.equals(option.defaultValue()) ? null : value);
	}
}
