// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.crypto.spec.PBEKeySpec;

import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;
import org.eclipse.osgi.util.NLS;

/**
 * The form of the stored secrets: an Equinox secure storage with a node for each instance, and an encrypted list of all entries by
 * which a wrong key and a damage are told apart. Equinox keeps every storage that it has opened for ever, writes in place and asks a
 * person when the file has changed; so it only ever sees copies of its own, whose place is never used again.
 */
final class SecretStorage {

	private static final String INSTANCES = "instances"; //$NON-NLS-1$
	private static final String INDEX = "index"; //$NON-NLS-1$

	private SecretStorage() {
	}

	/** The key is not the one that the storage was written with, or the entry by which that is told is damaged. */
	static final class WrongKeyException extends Exception {
		private static final long serialVersionUID = 1L;

		WrongKeyException(Throwable cause) {
			super(cause);
		}
	}

	/** Not all that was stored can be read. */
	static final class DamagedException extends Exception {
		private static final long serialVersionUID = 1L;
		private final transient SortedMap<String, SortedMap<String, String>> rest;
		private final List<String> lost;

		/** @param rest what can be read, @param lost what can't: {@code id/variable}; empty when not known */
		DamagedException(String why, SortedMap<String, SortedMap<String, String>> rest, List<String> lost) {
			super(why);
			this.rest = rest;
			this.lost = new ArrayList<>(lost);
		}

		SortedMap<String, SortedMap<String, String>> rest() {
			return rest;
		}

		List<String> lost() {
			return lost;
		}
	}

	/** Values by instance and variable. */
	static SortedMap<String, SortedMap<String, String>> decode(byte[] stored, char[] key)
			throws IOException, WrongKeyException, DamagedException {
		Path directory = Files.createTempDirectory("creative-studio-secrets"); //$NON-NLS-1$
		Path copy = directory.resolve("copy"); //$NON-NLS-1$
		try {
			Files.write(copy, stored);
			return read(open(copy, key));
		} catch (IllegalArgumentException e) {
			throw new DamagedException(String.valueOf(e.getMessage()), new TreeMap<>(), List.of());
		} finally {
			Files.deleteIfExists(copy);
			Files.delete(directory);
		}
	}

	private static SortedMap<String, SortedMap<String, String>> read(ISecurePreferences root) throws WrongKeyException, DamagedException {
		String index;
		try {
			index = root.get(INDEX, null);
		} catch (StorageException e) {
			throw new WrongKeyException(e);
		}
		if (index == null)
			throw new DamagedException(Messages.secretStorage_itsListEntriesMissing, new TreeMap<>(), List.of());
		SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
		List<String> lost = new ArrayList<>();
		ISecurePreferences instances = root.node(INSTANCES);
		for (String entry : index.lines().toList()) {
			int slash = entry.indexOf('/');
			if (slash < 1)
				throw new DamagedException(Messages.secretStorage_itsListEntriesCannot, new TreeMap<>(), List.of());
			String id = entry.substring(0, slash);
			String variable = entry.substring(slash + 1);
			String value = value(instances.node(id), variable);
			if (value == null)
				lost.add(entry);
			else
				all.computeIfAbsent(id, key -> new TreeMap<>()).put(variable, value);
		}
		if (!lost.isEmpty())
			throw new DamagedException(Messages.secretStorage_notAllItsEntries, all, lost);
		return all;
	}

	private static String value(ISecurePreferences node, String variable) {
		try {
			return node.get(variable, null);
		} catch (StorageException e) {
			return null;
		}
	}

	/** The storage as it is to be written. */
	static byte[] encode(Map<String, ? extends Map<String, String>> values, char[] key) throws IOException {
		Path directory = Files.createTempDirectory("creative-studio-secrets"); //$NON-NLS-1$
		Path copy = directory.resolve("new"); //$NON-NLS-1$
		try {
			ISecurePreferences root = open(copy, key);
			StringBuilder index = new StringBuilder();
			for (Map.Entry<String, ? extends Map<String, String>> instance : values.entrySet())
				for (Map.Entry<String, String> variable : instance.getValue().entrySet()) {
					root.node(INSTANCES).node(instance.getKey()).put(variable.getKey(), variable.getValue(), true);
					index.append(instance.getKey()).append('/').append(variable.getKey()).append('\n');
				}
			root.put(INDEX, index.toString(), true);
			root.flush();
			return Files.readAllBytes(copy);
		} catch (StorageException e) {
			throw new IOException(NLS.bind(Messages.secretStorage_secretsCannotEncrypted, e.getMessage()), e);
		} finally {
			Files.deleteIfExists(copy);
			Files.delete(directory);
		}
	}

	@SuppressWarnings("deprecation") // Equinox does not decode URLs, so the way that does not encode is the right one
	private static ISecurePreferences open(Path file, char[] key) throws IOException {
		URL place = new File(file.toString()).toURL();
		Map<Object, Object> options = new HashMap<>();
		options.put(IProviderHints.DEFAULT_PASSWORD, new PBEKeySpec(key));
		options.put(IProviderHints.PROMPT_USER, Boolean.FALSE);
		return SecurePreferencesFactory.open(place, options);
	}
}
