// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.internal.SecretStorage.DamagedException;
import org.creativestudio.comfyui.core.internal.SecretStorage.WrongKeyException;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The secrets of a home that several programs share: re-read when the file has changed, changed under a lock, written completely or
 * not at all.
 */
@Component(service = SecretStore.class)
public final class HomeSecretStore implements SecretStore {

	private static final System.Logger LOG = System.getLogger(HomeSecretStore.class.getName());
	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC); //$NON-NLS-1$
	private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}"); //$NON-NLS-1$
	private static final int LONGEST_VALUE = 10_000;
	private static final long MAX_BYTES = 16L << 20;
	/** File locks are held for a whole JVM; threads of one JVM need their own. */
	private static final ReentrantLock IN_PROCESS = new ReentrantLock();

	private final StudioHome home;
	private final Clock clock;
	private final SecretKeySource keys;
	private volatile Loaded loaded = new Loaded(null, new TreeMap<>());

	/** @param values never changed */
	private record Loaded(@Nullable Object stamp, SortedMap<String, SortedMap<String, String>> values) {
	}

	@Activate
	public HomeSecretStore() {
		this(StudioHome.current(), System.getenv(), Clock.systemUTC());
	}

	public HomeSecretStore(StudioHome home, Map<String, String> environment, Clock clock) {
		this.home = home;
		this.clock = clock;
		keys = new SecretKeySource(home, environment);
	}

	@Override
	public Set<String> instances() {
		return Set.copyOf(load().keySet());
	}

	@Override
	public Set<String> names(String instanceId) {
		return values(instanceId).keySet();
	}

	@Override
	public Map<String, String> values(String instanceId) {
		return Map.copyOf(load().getOrDefault(instanceId, new TreeMap<>()));
	}

	@Override
	public void put(String instanceId, String variable, String value) {
		if (!InstanceValidator.isId(instanceId) || !VARIABLE.matcher(variable).matches())
			throw new InstanceException(Reason.INVALID, NLS.bind(Messages.homeSecretStore_noNameEnvironmentVariable, variable));
		if (value.isEmpty() || value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0)
			throw new InstanceException(Reason.INVALID, NLS.bind(Messages.homeSecretStore_valueMustCharactersNo, variable, LONGEST_VALUE));
		change(all -> all.computeIfAbsent(instanceId, id -> new TreeMap<>()).put(variable, value));
	}

	@Override
	public void remove(String instanceId, String variable) {
		change(all -> {
			Map<String, String> values = all.getOrDefault(instanceId, new TreeMap<>());
			values.remove(variable);
			if (values.isEmpty())
				all.remove(instanceId);
		});
	}

	@Override
	public void removeAll(String instanceId) {
		change(all -> all.remove(instanceId));
	}

	@Override
	public void copy(String fromInstanceId, String toInstanceId) {
		change(all -> {
			SortedMap<String, String> original = all.get(fromInstanceId);
			if (original != null) {
				SortedMap<String, String> copy = new TreeMap<>(original);
				copy.putAll(all.getOrDefault(toInstanceId, new TreeMap<>()));
				all.put(toInstanceId, copy);
			}
		});
	}

	@Override
	public void check() {
		load();
		keys.read();
	}

	/** What changes when the file changes; null when there is none. */
	private @Nullable Object stamp() throws IOException {
		try {
			BasicFileAttributes attributes = Files.readAttributes(home.secretsFile(), BasicFileAttributes.class);
			return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
		} catch (NoSuchFileException e) {
			return null;
		}
	}

	private SortedMap<String, SortedMap<String, String>> load() {
		try {
			Loaded known = loaded;
			// The usual case, without any lock.
			Object now = stamp();
			if (now == null)
				return new TreeMap<>();
			return now.equals(known.stamp) ? known.values : locked(this::read);
		} catch (IOException e) {
			throw unreadable(e);
		}
	}

	private interface Work<T> {
		T run() throws IOException;
	}

	private <T> T locked(Work<T> work) throws IOException {
		IN_PROCESS.lock();
		try {
			HomeDirectory.make(home);
			OwnerOnly.directory(home.secrets());
			try (FileChannel channel = FileChannel.open(home.secrets().resolve(".lock"), StandardOpenOption.CREATE, //$NON-NLS-1$
					StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				return work.run();
			}
		} finally {
			IN_PROCESS.unlock();
		}
	}

	private SortedMap<String, SortedMap<String, String>> read() throws IOException {
		Object now = stamp();
		Loaded known = loaded;
		if (now == null)
			return new TreeMap<>();
		if (now.equals(known.stamp))
			return known.values;
		char[] key = keys.read().orElseThrow(() ->
				new InstanceException(Reason.FAILED,
				NLS.bind(Messages.homeSecretStore_secretsCannotReadTheir, new Object[] { home.secretsFile(), home.secretsKey(), KEY_VARIABLE })));
		try {
			if (Files.size(home.secretsFile()) > MAX_BYTES)
				throw new DamagedException(NLS.bind(Messages.homeSecretStore_largerThanBytes, MAX_BYTES), new TreeMap<>(), List.of());
			SortedMap<String, SortedMap<String, String>> values = SecretStorage.decode(Files.readAllBytes(home.secretsFile()), key);
			loaded = new Loaded(now, values);
			return values;
		} catch (WrongKeyException e) {
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.homeSecretStore_secretsCannotReadThey, new Object[] { home.secretsFile(), keys.describe(), KEY_VARIABLE }), e);
		} catch (DamagedException e) {
			throw keptAside(e, key);
		}
	}

	/** Keeps a damaged storage under another name and goes on with what can be read of it. */
	private InstanceException keptAside(DamagedException damage, char[] key) throws IOException {
		Path aside = home.secrets().resolve("secure_storage.damaged-" + STAMP.format(clock.instant())); //$NON-NLS-1$
		Files.move(home.secretsFile(), aside, StandardCopyOption.ATOMIC_MOVE);
		if (!damage.rest().isEmpty())
			write(damage.rest(), key);
		String lost = damage.lost().isEmpty() ? Messages.homeSecretStore_allSecrets : String.join(", ", damage.lost()); //$NON-NLS-1$
		InstanceException told = new InstanceException(Reason.FAILED,
				NLS.bind(Messages.homeSecretStore_secretsDamagedFileKept,
						new Object[] { home.secretsFile(), damage.getMessage(), aside, lost }), damage);
		LOG.log(Level.ERROR, "{0}", told.getMessage()); //$NON-NLS-1$
		return told;
	}

	private void change(Consumer<SortedMap<String, SortedMap<String, String>>> change) {
		try {
			if (stamp() == null) {
				// Where nothing is stored, forgetting makes neither a directory nor a key.
				SortedMap<String, SortedMap<String, String>> nothing = new TreeMap<>();
				change.accept(nothing);
				if (nothing.isEmpty())
					return;
			}
			locked(() -> {
				SortedMap<String, SortedMap<String, String>> before = read();
				SortedMap<String, SortedMap<String, String>> after = new TreeMap<>();
				before.forEach((id, values) -> after.put(id, new TreeMap<>(values)));
				change.accept(after);
				if (!after.equals(before))
					write(after, keys.readOrMake());
				return after;
			});
		} catch (IOException e) {
			throw new InstanceException(Reason.FAILED,
					NLS.bind(Messages.homeSecretStore_secretsCannotWrittenCheck, home.secrets(), e.getMessage()), e);
		}
	}

	private void write(SortedMap<String, SortedMap<String, String>> values, char[] key) throws IOException {
		AtomicFiles.write(home.secretsFile(), SecretStorage.encode(values, key));
		loaded = new Loaded(stamp(), values);
	}

	private InstanceException unreadable(IOException e) {
		return new InstanceException(Reason.FAILED,
				NLS.bind(Messages.homeSecretStore_secretsCannotReadCheck, home.secrets(), e.getMessage()), e);
	}
}
