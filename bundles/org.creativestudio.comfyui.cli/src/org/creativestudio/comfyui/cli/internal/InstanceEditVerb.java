// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;

import org.creativestudio.comfyui.core.ConfigurationChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs that store the configuration of one instance. */
abstract class InstanceEditVerb extends Verb {

	@Mixin
	private final ConfigurationOptions options = new ConfigurationOptions();
	@Mixin
	private final SecretOptions secrets = new SecretOptions();

	InstanceEditVerb(Context context) {
		super(context);
	}

	final ConfigurationOptions options() {
		return options;
	}

	/** What is to be stored: a configuration with what was given. */
	final InstanceConfiguration apply(InstanceConfiguration before) {
		return secrets.apply(options.apply(before), terminal().secrets());
	}

	/** Stores it and tells what is to be said of it. */
	abstract InstanceSnapshot store(Instances instances);

	@Override
	public final Integer call() {
		Instances instances = new Instances(context);
		InstanceSnapshot stored = store(instances);
		for (Finding finding : context.interruption().await(instances.manager().validate(stored.configuration())))
			terminal().say(NLS.bind(Messages.finding_warning, finding.message()));
		SecretOptions.hint(stored, terminal());
		if (json)
			terminal().json(InstanceViews.json(stored));
		else
			InstanceViews.printTable(List.of(stored), terminal());
		return ExitCode.DONE;
	}

	final int port(Instances instances) {
		return context.interruption().await(instances.manager().freePort());
	}

	final InstanceSnapshot create(Instances instances, InstanceConfiguration configuration) {
		return secrets.store(services(), configuration.id(), () -> context.interruption().await(instances.manager().create(configuration)),
				terminal());
	}

	final InstanceSnapshot update(Instances instances, InstanceConfiguration configuration) {
		return secrets.store(services(), configuration.id(), () -> context.interruption().await(instances.manager().update(configuration)),
				terminal());
	}

	@Command(name = "create", description = "${bundle:verb.instance.create}")
	static final class Create extends InstanceEditVerb {
		@Option(names = "--embedded", description = "${bundle:create.embedded}")
		private boolean embedded;
		@Option(names = "--attach", paramLabel = "HOST:PORT", description = "${bundle:create.attach}")
		private @Nullable String attach;

		Create(Context context) {
			super(context);
		}

		@Override
		InstanceSnapshot store(Instances instances) {
			if (!options().hasName())
				throw new Failure(ExitCode.USAGE, Messages.name_missing);
			InstanceConfiguration.Builder builder = InstanceConfiguration.builder(instances.manager().newId(), "") //$NON-NLS-1$
					.startDeadline(instances.manager().getSettings().launching().startDeadline());
			if (attach != null)
				attach(builder, attach);
			else if (!options().namesPort())
				builder.port(port(instances));
			if (embedded)
				builder.kind(InstanceConfiguration.EMBEDDED).gpuDevice("cpu"); //$NON-NLS-1$
			else if (attach == null && !options().namesComfyui())
				detect(instances, builder);
			return create(instances, apply(builder.build()));
		}

		private void detect(Instances instances, InstanceConfiguration.Builder builder) {
			context.interruption().await(instances.manager().detect()).stream()
					.filter(found -> found.kind().equals(InstanceConfiguration.COMFYUI)).findFirst().ifPresent(found -> {
						builder.comfyuiDirectory(found.comfyuiDirectory()).python(found.python());
						terminal().say(NLS.bind(Messages.detected, found.comfyuiDirectory()));
					});
		}

		private static void attach(InstanceConfiguration.Builder builder, String address) {
			int colon = address.lastIndexOf(':');
			String port = address.substring(colon + 1);
			if (colon < 1 || !port.matches("\\d{1,5}")) //$NON-NLS-1$
				throw new Failure(ExitCode.USAGE, NLS.bind(Messages.wrong_value, new Object[] { "--attach", address, "HOST:PORT" })); //$NON-NLS-1$ //$NON-NLS-2$
			builder.kind(InstanceConfiguration.ATTACHED).host(address.substring(0, colon)).port(Integer.parseInt(port));
		}
	}

	@Command(name = "edit", description = "${bundle:verb.instance.edit}")
	static final class Edit extends InstanceEditVerb {
		@Parameters(paramLabel = "ID", description = "${bundle:verb.instance.id}")
		private String id = ""; //$NON-NLS-1$

		Edit(Context context) {
			super(context);
		}

		@Override
		InstanceSnapshot store(Instances instances) {
			InstanceSnapshot before = instances.find(id);
			InstanceSnapshot after = update(instances, apply(before.configuration()));
			ConfigurationChange change = ConfigurationChange.between(before.configuration(), after.configuration());
			if (after.status().isUp() && change.needsRestart())
				terminal().say(NLS.bind(Messages.edit_later, after.name(), String.join(", ", change.atRestart()))); //$NON-NLS-1$
			return after;
		}
	}

	@Command(name = "duplicate", description = "${bundle:verb.instance.duplicate}")
	static final class Duplicate extends InstanceEditVerb {
		@Parameters(paramLabel = "ID", description = "${bundle:verb.instance.id}")
		private String id = ""; //$NON-NLS-1$

		Duplicate(Context context) {
			super(context);
		}

		@Override
		InstanceSnapshot store(Instances instances) {
			InstanceConfiguration copy = context.interruption().await(instances.manager().proposeCopy(instances.find(id).id()));
			return create(instances, apply(copy));
		}
	}
}
