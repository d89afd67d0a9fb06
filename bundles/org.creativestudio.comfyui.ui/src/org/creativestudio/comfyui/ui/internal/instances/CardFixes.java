// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.eclipse.jdt.annotation.Nullable;

/** Finds what mends instances that could not be started or ended by themselves. */
public final class CardFixes {

	/**
	 * An instance in error.
	 *
	 * @param since when the error came
	 * @param fix   null as long as none is known
	 */
	private record Case(InstanceConfiguration configuration, Instant since, @Nullable Fix fix) {
		boolean isSame(InstanceSnapshot instance) {
			return since.equals(instance.since()) && configuration.equals(instance.configuration());
		}
	}

	private final InstanceManager manager;
	private final Runnable changed;
	private final Map<String, Case> cases = new ConcurrentHashMap<>();

	/** @param changed runs on any thread when there is another fix */
	public CardFixes(InstanceManager manager, Runnable changed) {
		this.manager = manager;
		this.changed = changed;
	}

	/** Looks for fixes of the instances that are in error now; never blocks. */
	public void follow(List<InstanceSnapshot> all) {
		Set<String> ill = all.stream().filter(instance -> instance.status() == InstanceStatus.ERROR).map(InstanceSnapshot::id)
				.collect(Collectors.toSet());
		cases.keySet().retainAll(ill);
		if (!ill.isEmpty())
			all.stream().filter(instance -> ill.contains(instance.id())).forEach(this::ask);
	}

	private void ask(InstanceSnapshot instance) {
		Case known = cases.get(instance.id());
		if (known != null && known.isSame(instance))
			return;
		Case asked = new Case(instance.configuration(), instance.since(), null);
		cases.put(instance.id(), asked);
		manager.validate(instance.configuration()).thenAccept(findings -> {
			Fix fix = best(findings);
			if (fix != null && cases.replace(instance.id(), asked, new Case(asked.configuration(), asked.since(), fix)))
				changed.run();
		});
	}

	/** What is only to be considered did not cause an error, but for a port that is taken. */
	private static @Nullable Fix best(List<Finding> findings) {
		Stream<Finding> causes = findings.stream().filter(finding -> finding.fix() != null)
				.filter(finding -> finding.isError() || finding.field() == Field.PORT);
		Finding first = causes.findFirst().orElse(null);
		return first == null ? null : first.fix();
	}

	/** Never blocks; null when nothing is known that helps. */
	public @Nullable Fix of(String id) {
		Case known = cases.get(id);
		return known == null ? null : known.fix();
	}

	/** On a button; empty when nothing is known that helps. */
	public String label(String id) {
		Fix fix = of(id);
		return fix == null ? "" : fix.label(); //$NON-NLS-1$
	}
}
