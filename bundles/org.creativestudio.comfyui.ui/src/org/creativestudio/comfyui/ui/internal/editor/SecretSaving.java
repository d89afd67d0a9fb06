// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Stores an instance together with the values of its secrets: those first, so that no configuration names a secret without a value;
 * what is new is taken back when the configuration is refused. Blocks for the disk.
 *
 * @param store null where there is no secure storage; then there are no secrets either
 * @param typed values by variable; not to be logged or shown
 */
public record SecretSaving(@Nullable SecretStore store, Map<String, String> typed) {

	/** @param copiedFrom id of the instance whose stored values a copy gets; null for none */
	public CompletableFuture<InstanceSnapshot> around(InstanceConfiguration configuration, @Nullable String copiedFrom,
			Supplier<CompletableFuture<InstanceSnapshot>> save) {
		SecretStore secrets = store;
		if (secrets == null)
			return save.get();
		String id = configuration.id();
		Set<String> before = configuration.secrets().isEmpty() && typed.isEmpty() ? Set.of() : Set.copyOf(secrets.names(id));
		if (copiedFrom != null && !configuration.secrets().isEmpty())
			secrets.copy(copiedFrom, id);
		typed.forEach((name, value) -> secrets.put(id, name, value));
		return save.get().whenComplete((stored, failure) -> {
			Set<String> kept = new HashSet<>(failure == null ? configuration.secrets() : before);
			if (failure == null || !typed.isEmpty() || copiedFrom != null)
				List.copyOf(secrets.names(id)).stream().filter(name -> !kept.contains(name)).forEach(name -> secrets.remove(id, name));
		});
	}
}
