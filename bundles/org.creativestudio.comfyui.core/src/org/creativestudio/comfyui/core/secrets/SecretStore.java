// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.secrets;

import java.util.Map;
import java.util.Set;

/**
 * Values of environment variables that must not stand in any file in the clear. Kept in Equinox secure storage in the home, whose
 * key is a file that only its owner can read, or the environment variable {@code CREATIVE_STUDIO_KEY}; never asks anybody. An OSGi
 * service; safe for any thread; all methods block for the disk and fail with an
 * {@link org.creativestudio.comfyui.core.InstanceException} that says what to do.
 */
public interface SecretStore {

	/** Names of the variables of an instance that have a value here. */
	Set<String> names(String instanceId);

	/** The values that an instance's process needs, by variable. Not to be logged, shown or stored. */
	Map<String, String> values(String instanceId);

	/** Stores or replaces a value. */
	void put(String instanceId, String variable, String value);

	/** Forgets one value; no effect when there is none. */
	void remove(String instanceId, String variable);

	/** Forgets all values of an instance. */
	void removeAll(String instanceId);

	/** Gives a copied instance the same values. */
	void copy(String fromInstanceId, String toInstanceId);
}
