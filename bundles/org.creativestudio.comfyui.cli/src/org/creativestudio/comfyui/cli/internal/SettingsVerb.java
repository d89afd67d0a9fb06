// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the user decided for all instances: shows it, or changes one value. */
@Command(name = "settings", description = "${bundle:verb.settings}", synopsisSubcommandLabel = "[VERB]")
final class SettingsVerb extends Verb {

	SettingsVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		show(context, json, new Instances(context).manager().getSettings());
		return ExitCode.DONE;
	}

	private static void show(Context context, boolean json, FleetSettings settings) {
		if (json) {
			JsonObject document = new JsonObject();
			for (Setting key : Setting.all(context.services().strategies()))
				document.addProperty(key.word(), key.text(settings));
			context.terminal().json(document);
			return;
		}
		Table table = new Table(Messages.column_setting, Messages.column_value, Messages.column_default);
		for (Setting key : Setting.all(context.services().strategies()))
			table.add(key.word(), key.text(settings), key.text(FleetSettings.DEFAULTS));
		table.print(context.terminal().out());
	}

	/** {@code settings show}. */
	@Command(name = "show", description = "${bundle:verb.settings.show}")
	static final class Show extends Verb {

		Show(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			SettingsVerb.show(context, json, new Instances(context).manager().getSettings());
			return ExitCode.DONE;
		}
	}

	/** {@code settings set KEY VALUE}. */
	@Command(name = "set", description = "${bundle:verb.settings.set}")
	static final class Change extends Verb {

		@Parameters(paramLabel = "KEY", index = "0", description = "${bundle:settings.key}")
		private String word = ""; //$NON-NLS-1$
		@Parameters(paramLabel = "VALUE", index = "1", description = "${bundle:settings.value}")
		private String value = ""; //$NON-NLS-1$

		Change(Context context) {
			super(context);
		}

		@Override
		public Integer call() {
			InstanceManager manager = new Instances(context).manager();
			StrategyRegistry strategies = services().strategies();
			Setting key = Setting.of(word, strategies);
			FleetSettings wanted = key.with(manager.getSettings(), value, strategies);
			if (key == SettingKey.METRICS_PORT)
				checkPort(manager, wanted.metricsPort());
			context.interruption().await(manager.changeSettings(settings -> key.with(settings, value, strategies)));
			terminal().say(NLS.bind(Messages.setting_changed, key.word(), key.text(wanted)));
			if (key == SettingKey.METRICS_PORT && wanted.metricsPort() != 0)
				terminal().say(NLS.bind(Messages.metrics_served, Integer.toString(wanted.metricsPort())));
			if (json)
				SettingsVerb.show(context, true, wanted);
			return ExitCode.DONE;
		}

		private static void checkPort(InstanceManager manager, int port) {
			for (InstanceSnapshot instance : manager.getInstances())
				if (port != 0 && instance.configuration().port() == port)
					throw new Failure(ExitCode.INVALID, NLS.bind(Messages.metrics_port_taken, Integer.toString(port), instance.name()));
		}
	}
}
