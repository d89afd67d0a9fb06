// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.secrets;

import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceException;

/**
 * Values of environment variables that must not stand in any file in the clear. Kept in Equinox secure storage in the home, whose
 * key is a file that only its owner can read, or the environment variable {@code CREATIVE_STUDIO_KEY}; never asks anybody. An OSGi
 * service; safe for any thread; all methods block for the disk and fail with an {@link InstanceException} that says what to do.
 */
public interface SecretStore {

	/** The environment variable that holds the key, if it shall be in no file. */
	String KEY_VARIABLE = "CREATIVE_STUDIO_KEY"; //$NON-NLS-1$

	/** Ids of the instances that have values here; also of some that are not configured any more. */
	Set<String> instances();

	/** Names of the variables of an instance that have a value here. */
	Set<String> names(String instanceId);

	/** The values that an instance's process needs, by variable. Not to be logged, shown or stored. */
	Map<String, String> values(String instanceId);

	/** Hides the values of an instance in texts. Never fails: what can't be read can't be hidden. */
	default SecretMask mask(String instanceId) {
		try {
			return SecretMask.of(values(instanceId).values());
		} catch (InstanceException e) {
			System.getLogger(SecretStore.class.getName()).log(System.Logger.Level.DEBUG, "Nothing can be hidden", e); //$NON-NLS-1$
			return SecretMask.NONE;
		}
	}

	/** Stores or replaces a value. */
	void put(String instanceId, String variable, String value);

	/** Forgets one value; no effect when there is none. */
	void remove(String instanceId, String variable);

	/** Forgets all values of an instance. */
	void removeAll(String instanceId);

	/** Gives a copied instance the same values; those that it has already stay. */
	void copy(String fromInstanceId, String toInstanceId);

	/** Whether the key is where only its owner can read it, the storage can be read and the key fits. Changes nothing. */
	void check();
}
