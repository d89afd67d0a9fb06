// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.eclipse.osgi.util.NLS;

/** Something that holds for all instances, by a word of the command line. */
interface Setting {

	/** The value that takes back what was set, where that is one. */
	String DEFAULT = "default"; //$NON-NLS-1$

	/** The key. */
	String word();

	/** The value as users write it. */
	String text(FleetSettings settings);

	/** The settings with another value. Fails with what is allowed for one that is not. */
	FleetSettings with(FleetSettings settings, String value, StrategyRegistry strategies);

	/** All that can be set, with the options of the strategies that are there now. */
	static List<Setting> all(StrategyRegistry strategies) {
		List<Setting> all = new ArrayList<>(List.of(SettingKey.values()));
		strategies.getStrategies().forEach(strategy -> strategy.options().forEach(option -> all.add(new StrategySetting(strategy, option))));
		return all;
	}

	/** The one of that key. */
	static Setting of(String word, StrategyRegistry strategies) {
		List<Setting> all = all(strategies);
		return all.stream().filter(setting -> setting.word().equals(word)).findFirst().orElseThrow(() -> new Failure(ExitCode.USAGE,
				NLS.bind(Messages.wrong_key, word, all.stream().map(Setting::word).collect(Collectors.joining(", "))))); //$NON-NLS-1$
	}

	/** @param allowed what the value can be */
	default Failure wrong(String value, String allowed) {
		return new Failure(ExitCode.INVALID, NLS.bind(Messages.wrong_setting, new Object[] { word(), value, allowed }));
	}
}
