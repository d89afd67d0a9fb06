// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/**
 * The jobs of this program on disk. As long as it lives it holds a lock; when the lock is free, whoever takes it takes the jobs over:
 * the directory of the dead program is moved into its own in one step, so that each job has one owner at every moment. Not
 * thread-safe.
 */
public final class JobJournal implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(JobJournal.class.getName());
	/** Below this nothing is gained by writing the journal anew. */
	private static final long MIN_COMPACTION = 256 << 10;
	private static final int COMPACTION_FACTOR = 4;
	private static final int LOOKS = 50;
	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
	/** A lock without a directory may be that of a program which is just making it. */
	private static final Duration YOUNG = Duration.ofMinutes(1);

	private final Path jobs;
	private final ProgramFiles files;
	private @Nullable ProgramLock lock;
	private @Nullable JournalFile journal;
	private int segment;
	/** The newest record of each job. */
	private final Map<String, JobRecord> records = new LinkedHashMap<>();
	private final Map<String, Integer> sizes = new HashMap<>();
	private long liveBytes;
	private final Map<JsonObject, String> keys = new IdentityHashMap<>();
	/** What other programs left and can't be read, which was told once. Any thread. */
	private final Set<Path> unreadable = ConcurrentHashMap.newKeySet();

	/** Makes nothing yet: a program without jobs leaves no trace. */
	public JobJournal(Path jobs, String program) {
		this.jobs = jobs;
		files = new ProgramFiles(jobs.resolve(program));
	}

	public Path directory() {
		return files.directory();
	}

	Path requests() {
		return files.requests();
	}

	private JournalFile open() throws IOException {
		JournalFile opened = journal;
		if (opened != null)
			return opened;
		makePrivate(jobs);
		// First the lock: a directory without one would be taken for a dead program's.
		if (lock == null)
			lock = own();
		Files.createDirectories(files.directory());
		opened = new JournalFile(segmentFile());
		journal = opened;
		return opened;
	}

	/** Another program may look in this moment whether this one lives, and holds the lock for it. */
	private ProgramLock own() throws IOException {
		for (int look = 0; look < LOOKS; look++) {
			Optional<ProgramLock> taken = ProgramLock.take(files.lock());
			if (taken.isPresent())
				return taken.get();
			try {
				Thread.sleep(BETWEEN_LOOKS);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException(e.getMessage());
			}
		}
		throw new IOException(NLS.bind(Messages.jobJournal_heldAnotherProgram, files.lock()));
	}

	private Path segmentFile() {
		return files.directory().resolve(String.format(Locale.ROOT, "%08d", segment) + ProgramFiles.JOURNAL); //$NON-NLS-1$
	}

	private static void makePrivate(Path directory) throws IOException {
		if (Files.isDirectory(directory))
			return;
		Files.createDirectories(directory);
		if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) //$NON-NLS-1$
			Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------")); //$NON-NLS-1$
	}

	/** Keeps a graph. @return its key */
	public String keep(JsonObject graph) throws IOException {
		String known = keys.get(graph);
		if (known != null)
			return known;
		open();
		String key = files.graphs().keep(graph);
		keys.put(graph, key);
		return key;
	}

	/** A graph that was kept by this program or by one that it took over. */
	public JsonObject graph(String key) throws IOException {
		for (Map.Entry<JsonObject, String> entry : keys.entrySet())
			if (entry.getValue().equals(key))
				return entry.getKey();
		JsonObject graph = files.graphs().read(key);
		keys.put(graph, key);
		return graph;
	}

	/** Bytes of a graph on disk; 0 when it is not there. */
	public long size(String key) {
		try {
			return files.graphs().size(key);
		} catch (IOException e) {
			return 0;
		}
	}

	/** Notes the newest state of a job. It outlasts a crash after {@link #commit()}. */
	public void put(JobRecord entry) throws IOException {
		int size = open().append(JobRecordJson.write(entry));
		records.put(entry.job().id(), entry);
		Integer before = sizes.put(entry.job().id(), size);
		liveBytes += size - (before == null ? 0 : before);
	}

	public void forget(String id) throws IOException {
		if (records.remove(id) == null)
			return;
		open().append(JournalFile.forgotten(id));
		Integer before = sizes.remove(id);
		liveBytes -= before == null ? 0 : before;
	}

	/** When it returns, other programs can read what was noted. */
	public void flush() throws IOException {
		JournalFile opened = journal;
		if (opened != null)
			opened.flush();
	}

	/** When it returns, all that was noted outlasts a crash of this program and of the computer. */
	public void commit() throws IOException {
		JournalFile opened = journal;
		if (opened == null)
			return;
		opened.force();
		if (opened.size() > Math.max(MIN_COMPACTION, COMPACTION_FACTOR * liveBytes))
			compact(opened);
	}

	/** Writes what still counts into a new file; the old one is deleted when the new one is there as a whole. */
	private void compact(JournalFile old) throws IOException {
		Path oldFile = segmentFile();
		segment++;
		Path file = segmentFile();
		Path part = file.resolveSibling(file.getFileName() + ".part"); //$NON-NLS-1$
		Files.deleteIfExists(part);
		JournalFile fresh = new JournalFile(part);
		try {
			for (JobRecord entry : records.values())
				fresh.append(JobRecordJson.write(entry));
			fresh.force();
			Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
			forceDirectory(files.directory());
		} catch (IOException | RuntimeException e) {
			segment--;
			fresh.close();
			throw e;
		}
		journal = fresh;
		old.close();
		Files.deleteIfExists(oldFile);
		Set<String> needed = new HashSet<>();
		records.values().forEach(entry -> needed.add(entry.graph()));
		keys.values().retainAll(needed);
		files.graphs().keepOnly(needed);
	}

	private static void forceDirectory(Path directory) {
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		} catch (IOException e) {
			LOG.log(Level.TRACE, "This system can''t flush directories", e); //$NON-NLS-1$
		}
	}

	/** Programs that are gone and have left jobs. Looks at their locks only. */
	public List<String> dead() throws IOException {
		List<String> dead = new ArrayList<>();
		for (Path lockFile : ProgramFiles.list(jobs, "*.lock")) { //$NON-NLS-1$
			String name = lockFile.getFileName().toString();
			String program = name.substring(0, name.length() - ".lock".length()); //$NON-NLS-1$
			if (lockFile.equals(files.lock()))
				continue;
			Optional<ProgramLock> taken = look(lockFile);
			if (taken.isEmpty())
				continue;
			if (Files.isDirectory(jobs.resolve(program))) {
				taken.get().close();
				dead.add(program);
			} else if (isYoung(lockFile))
				taken.get().close();
			else
				taken.get().delete();
		}
		return dead;
	}

	/** Empty, too, when it can't be looked at, which keeps nobody from the jobs of other programs. */
	private Optional<ProgramLock> look(Path lockFile) {
		try {
			return ProgramLock.take(lockFile);
		} catch (IOException e) {
			if (unreadable.add(lockFile))
				LOG.log(Level.WARNING, "Whether the program of " + lockFile + " lives can't be seen: " + e, e); //$NON-NLS-1$ //$NON-NLS-2$
			return Optional.empty();
		}
	}

	private static boolean isYoung(Path file) throws IOException {
		try {
			return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now()).abs().compareTo(YOUNG) < 0;
		} catch (NoSuchFileException e) {
			return false;
		}
	}

	/** Whether a program has only jobs that have ended, as far as that can be read. Blocks for the disk. */
	public boolean isHistory(String program) {
		try {
			return new ProgramFiles(jobs.resolve(program)).read().values().stream().allMatch(entry -> entry.job().state().isFinal());
		} catch (IOException e) {
			LOG.log(Level.DEBUG, "The jobs of " + program + " can't be read", e); //$NON-NLS-1$ //$NON-NLS-2$
			return false;
		}
	}

	/**
	 * Takes the jobs of a program over if it is gone and nobody else was faster. The graphs of jobs that have not ended are read.
	 *
	 * @return its jobs; empty when it lives or another program has them
	 */
	public List<JobRecord> adopt(String program) throws IOException {
		Path other = jobs.resolve(program);
		Optional<ProgramLock> taken = ProgramLock.take(new ProgramFiles(other).lock());
		if (taken.isEmpty())
			return List.of();
		try (ProgramLock held = taken.get()) {
			if (Files.isDirectory(other)) {
				open();
				Files.createDirectories(files.adopted());
				Files.move(other, files.adopted().resolve(program), StandardCopyOption.ATOMIC_MOVE);
				forceDirectory(files.adopted());
			}
			held.delete();
		}
		return merge(new ProgramFiles(files.adopted().resolve(program)));
	}

	/** Jobs that were taken over but could not be merged, because the disk was full perhaps. */
	public List<JobRecord> adoptRest() throws IOException {
		List<JobRecord> rest = new ArrayList<>();
		for (Path other : ProgramFiles.list(files.adopted(), "*")) //$NON-NLS-1$
			try {
				rest.addAll(merge(new ProgramFiles(other)));
			} catch (IOException e) { // what was merged before it is to go on
				if (unreadable.add(other))
					LOG.log(Level.WARNING, "The jobs in " + other + " can't be taken over yet: " + e, e); //$NON-NLS-1$ //$NON-NLS-2$
			}
		return rest;
	}

	private List<JobRecord> merge(ProgramFiles other) throws IOException {
		List<JobRecord> merged = new ArrayList<>();
		List<ProgramFiles> parts = other.parts();
		for (JobRecord entry : other.read().values()) {
			JobRecord own = records.get(entry.job().id());
			if (own != null && own.job().revision() >= entry.job().revision())
				continue;
			for (ProgramFiles part : parts)
				try {
					files.graphs().take(part.graphs(), entry.graph());
					break;
				} catch (IOException e) {
					LOG.log(Level.DEBUG, "The graph is not in " + part.directory(), e); //$NON-NLS-1$
				}
			put(entry);
			merged.add(entry);
		}
		commit();
		ProgramFiles.deleteTree(other.directory());
		return merged;
	}

	/** Closes the files; the jobs stay for whoever comes next. A program without jobs leaves nothing behind. */
	@Override
	public void close() throws IOException {
		JournalFile opened = journal;
		ProgramLock held = lock;
		journal = null;
		lock = null;
		try {
			if (opened != null)
				opened.close();
			if (held != null && records.isEmpty() && ProgramFiles.list(files.adopted(), "*").isEmpty()) { //$NON-NLS-1$
				ProgramFiles.deleteTree(files.directory());
				held.delete();
			}
		} finally {
			if (held != null)
				held.close();
		}
	}
}
