// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Where the key of the secrets of a home comes from: the environment, else a file that only its owner can read. */
final class SecretKeySource {

	private static final int KEY_BYTES = 32;
	private static final int SHORTEST = 12;
	private static final int LONGEST_FILE = 4096;
	/** Equinox stretches its passwords hardly at all; what a person has thought up needs it. */
	private static final int STRETCHING = 120_000;
	private static final byte[] SALT = "creative-studio".getBytes(StandardCharsets.US_ASCII); //$NON-NLS-1$

	private final StudioHome home;
	private final @Nullable String given;
	private char @Nullable [] stretched;

	SecretKeySource(StudioHome home, Map<String, String> environment) {
		this.home = home;
		String value = environment.get(SecretStore.KEY_VARIABLE);
		given = value == null || value.isBlank() ? null : value;
	}

	/** Where the key is, for messages. */
	String describe() {
		return given != null ? NLS.bind(Messages.secretKeySource_environmentVariable, SecretStore.KEY_VARIABLE)
				: NLS.bind(Messages.secretKeySource_keyFile, home.secretsKey());
	}

	/** The key that is there; empty when there is no key file yet. */
	synchronized Optional<char[]> read() {
		String words = given;
		if (words != null) {
			if (words.length() < SHORTEST)
				throw new InstanceException(Reason.INVALID,
						NLS.bind(Messages.secretKeySource_keyTooShortProtect, SecretStore.KEY_VARIABLE, SHORTEST));
			if (stretched == null)
				stretched = stretch(words);
			return Optional.of(stretched);
		}
		Path file = home.secretsKey();
		try {
			Optional<String> problem = OwnerOnly.problem(file);
			if (problem.isPresent())
				throw new InstanceException(Reason.INVALID, NLS.bind(Messages.secretKeySource_keyFileNotUsed, file, problem.get()));
			if (Files.size(file) > LONGEST_FILE)
				throw unusable(file, null);
			char[] key = Files.readString(file, StandardCharsets.US_ASCII).strip().toCharArray();
			if (key.length < KEY_BYTES)
				throw unusable(file, null);
			return Optional.of(key);
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException e) {
			throw unusable(file, e);
		}
	}

	private static InstanceException unusable(Path file, @Nullable IOException cause) {
		return new InstanceException(Reason.FAILED,
				NLS.bind(Messages.secretKeySource_keyFileCannotUsed, file,
				cause == null ? Messages.secretKeySource_holdsNoKey : String.valueOf(cause.getMessage())), cause);
	}

	/** The key, made if there is none. Under the lock of the secrets. */
	char[] readOrMake() throws IOException {
		Optional<char[]> known = read();
		if (known.isPresent())
			return known.get();
		byte[] random = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(random);
		Path temporary = Files.createTempFile(home.secrets(), "key", ".tmp"); //$NON-NLS-1$ //$NON-NLS-2$
		try {
			OwnerOnly.file(temporary);
			Files.writeString(temporary, Base64.getEncoder().encodeToString(random) + '\n', StandardCharsets.US_ASCII);
			Files.move(temporary, home.secretsKey(), StandardCopyOption.ATOMIC_MOVE);
		} finally {
			Files.deleteIfExists(temporary);
		}
		return read().orElseThrow();
	}

	private static char[] stretch(String words) {
		try {
			byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256") //$NON-NLS-1$
					.generateSecret(new PBEKeySpec(words.toCharArray(), SALT, STRETCHING, KEY_BYTES * 8)).getEncoded();
			return Base64.getEncoder().encodeToString(key).toCharArray();
		} catch (GeneralSecurityException e) {
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.secretKeySource_javaCannotMakeKey, SecretStore.KEY_VARIABLE, e.getMessage()), e);
		}
	}
}
