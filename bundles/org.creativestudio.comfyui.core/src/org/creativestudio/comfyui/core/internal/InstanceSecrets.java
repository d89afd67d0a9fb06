// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Lets the values of secrets follow what becomes of their instances through this program. Who takes an instance out of the file by
 * hand, or restores a backup without it, leaves its values, so that they are there when it comes back. Blocks for the disk.
 */
final class InstanceSecrets {

	private static final System.Logger LOG = System.getLogger(InstanceSecrets.class.getName());

	private final @Nullable SecretStore store;
	/** Ids of proposed copies and of what they are copies of. */
	private final Map<String, String> origins = new ConcurrentHashMap<>();

	InstanceSecrets(@Nullable SecretStore store) {
		this.store = store;
	}

	InstanceConfiguration proposed(InstanceConfiguration copy, String originalId) {
		if (!copy.secrets().isEmpty())
			origins.put(copy.id(), originalId);
		return copy;
	}

	/** A copy gets the values of its original. */
	void created(InstanceConfiguration instance) {
		String original = origins.remove(instance.id());
		if (original != null && !instance.secrets().isEmpty())
			tried(secrets -> {
				secrets.copy(original, instance.id());
				keepOnly(secrets, instance);
			});
	}

	private static void keepOnly(SecretStore secrets, InstanceConfiguration instance) {
		for (String variable : Set.copyOf(secrets.names(instance.id())))
			if (!instance.secrets().contains(variable))
				secrets.remove(instance.id(), variable);
	}

	/** What is no secret of it any more is forgotten. */
	void updated(@Nullable InstanceConfiguration before, InstanceConfiguration after) {
		if (before != null && !after.secrets().containsAll(before.secrets()))
			tried(secrets -> before.secrets().stream().filter(variable -> !after.secrets().contains(variable))
					.forEach(variable -> secrets.remove(after.id(), variable)));
	}

	void deleted(String id) {
		tried(secrets -> secrets.removeAll(id));
	}

	SecretMask mask(String id) {
		SecretStore secrets = store;
		return secrets == null ? SecretMask.NONE : secrets.mask(id);
	}

	/** The configuration is stored already, so the storage of values can only be complained of; a start says what is missing. */
	private void tried(Consumer<SecretStore> work) {
		SecretStore secrets = store;
		try {
			if (secrets != null)
				work.accept(secrets);
		} catch (InstanceException e) {
			LOG.log(Level.WARNING, "{0}", e.getMessage()); //$NON-NLS-1$
		}
	}
}
