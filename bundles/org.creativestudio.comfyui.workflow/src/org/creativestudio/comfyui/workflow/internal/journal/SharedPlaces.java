// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The places for jobs at instances, which all programs of a home share: each is a lock, which the system gives back when its holder
 * dies. Its file names the job, which stays at the server when its program ends: such a place is kept for a while for whoever takes
 * the job over. What a program wants and can't have it says to the others, so that none of them takes every place that becomes free. Used by
 * one thread; blocks for the disk, for as long as a lock takes.
 */
public final class SharedPlaces implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(SharedPlaces.class.getName());
	private static final String WISHES = ".wishes"; //$NON-NLS-1$
	/** Whoever has said nothing for so long is gone or stuck: nobody waits for it. */
	private static final Duration SILENCE = Duration.ofSeconds(3);
	private static final Duration GONE = Duration.ofMinutes(1);
	private static final Duration REFRESH = Duration.ofSeconds(1);
	/** A program that takes over jobs of dead ones has done so by then. */
	private static final Duration TAKEN_OVER = Duration.ofSeconds(5);
	private static final int MAX_WISHES = 64 << 10;

	private final Path directory;
	private final Path own;
	/** By job. */
	private final Map<String, ProgramLock> held = new HashMap<>();
	/** Places whose program has ended without leaving them, by file. */
	private final Map<Path, Orphan> orphans = new HashMap<>();
	private final Map<String, Wish> wishes = new LinkedHashMap<>();
	private Map<String, List<Wish>> others = Map.of();
	private volatile String told = ""; //$NON-NLS-1$
	private Instant toldAt = Instant.EPOCH;
	private boolean complained;

	/** A job that another program would send if it had a place. */
	public record Wish(int priority, Instant created) {
	}

	/** A place with a job of a program that has ended, and since when that is known. */
	private record Orphan(String job, Instant seen) {
	}

	/** @param home the directory of journals; need not exist */
	public SharedPlaces(Path home, String program) {
		directory = home.resolve("places"); //$NON-NLS-1$
		own = directory.resolve(program + WISHES);
	}

	/**
	 * Takes one of so many places at an instance for a job.
	 *
	 * @return false when other programs have them all, or had them a moment ago and their jobs are there still. Where locks are
	 *         impossible each program counts for itself: true
	 */
	public boolean take(String job, String instance, int limit, Instant now) {
		if (held.containsKey(job))
			return true;
		try {
			Files.createDirectories(directory);
			for (int place = 0; place < limit; place++) {
				Path file = directory.resolve(instance + '.' + place);
				Optional<ProgramLock> lock = ProgramLock.take(file);
				if (lock.isPresent() && fill(lock.get(), file, job, now))
					return true;
			}
			return false;
		} catch (IOException e) {
			complain(e);
			return true;
		}
	}

	/** @return false when it is kept for another job; then the lock is given back */
	private boolean fill(ProgramLock lock, Path file, String job, Instant now) throws IOException {
		boolean filled = false;
		try {
			String last = lock.note();
			if (last.isEmpty() || last.equals(job) || isGivenUp(file, last, now)) {
				lock.note(job);
				orphans.remove(file);
				held.put(job, lock);
				filled = true;
			}
			return filled;
		} finally {
			if (!filled)
				lock.close();
		}
	}

	private boolean isGivenUp(Path file, String job, Instant now) {
		Orphan orphan = orphans.get(file);
		if (orphan == null || !orphan.job.equals(job) || now.isBefore(orphan.seen)) {
			orphan = new Orphan(job, now);
			orphans.put(file, orphan);
		}
		return Duration.between(orphan.seen, now).compareTo(TAKEN_OVER) >= 0;
	}

	/** The job is not at the instance any more. */
	public void leave(String job) {
		ProgramLock lock = held.remove(job);
		if (lock == null)
			return;
		try {
			lock.note(""); //$NON-NLS-1$
		} catch (IOException e) {
			complain(e);
		}
		lock.close();
	}

	/** Reads what other programs want, for the choices that follow. */
	public void look(Instant now) {
		try {
			Map<String, List<Wish>> read = new HashMap<>();
			for (Path file : ProgramFiles.list(directory, '*' + WISHES))
				if (!file.equals(own))
					read(file, now, read);
			others = read;
		} catch (IOException e) {
			complain(e);
			others = Map.of();
		}
		wishes.clear();
	}

	/** What is of no use in a file keeps nobody from those of the other programs. */
	private static void read(Path file, Instant now, Map<String, List<Wish>> wishes) {
		try {
			Duration silent = Duration.between(Files.getLastModifiedTime(file).toInstant(), now).abs();
			if (silent.compareTo(GONE) > 0)
				Files.deleteIfExists(file);
			if (silent.compareTo(SILENCE) > 0 || !Files.isRegularFile(file) || Files.size(file) > MAX_WISHES)
				return;
			for (String line : Files.readAllLines(file)) {
				String[] parts = line.split(" ", 3); //$NON-NLS-1$
				if (parts.length == 3)
					wishes.computeIfAbsent(parts[2], key -> new ArrayList<>())
							.add(new Wish(Integer.parseInt(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
			}
		} catch (NoSuchFileException e) {
			return; // it has just got what it wanted
		} catch (NumberFormatException | IOException e) {
			LOG.log(Level.DEBUG, file + " is not understood", e); //$NON-NLS-1$
		}
	}

	/** Whether another program waits for a place at an instance with a job of which that holds. */
	public boolean isWanted(String instance, Predicate<Wish> condition) {
		return others.getOrDefault(instance, List.of()).stream().anyMatch(condition);
	}

	/** A job of this program would go to an instance; of several the first one counts. */
	public void want(String instance, Wish wish) {
		wishes.putIfAbsent(instance, wish);
	}

	/** Whether this program waits for a place that another one has. Any thread. */
	public boolean isWanting() {
		return !told.isEmpty();
	}

	/** Tells other programs what was wanted since the last look. */
	public void tell(Instant now) {
		String text = wishes.entrySet().stream()
				.map(wish -> wish.getValue().priority + " " + wish.getValue().created.toEpochMilli() + ' ' + wish.getKey() + '\n') //$NON-NLS-1$
				.collect(Collectors.joining());
		if (text.isEmpty() && told.isEmpty())
			return;
		try {
			if (text.isEmpty())
				Files.deleteIfExists(own);
			else if (!text.equals(told) || !Files.exists(own)) { // after a sleep another program may have taken this one for dead
				Path part = own.resolveSibling(own.getFileName() + ".part"); //$NON-NLS-1$
				Files.writeString(part, text);
				Files.setLastModifiedTime(part, FileTime.from(now));
				Files.move(part, own, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			} else if (Duration.between(toldAt, now).compareTo(REFRESH) >= 0)
				Files.setLastModifiedTime(own, FileTime.from(now));
			else
				return;
			told = text;
			toldAt = now;
		} catch (IOException e) {
			complain(e);
		}
	}

	/** Once: it would be said with every job. */
	private void complain(IOException problem) {
		if (!complained)
			LOG.log(Level.WARNING, "What programs of this home tell each other of jobs at instances can't be read or written in " + directory + " (" //$NON-NLS-1$ //$NON-NLS-2$
					+ problem + "), so each counts only its own jobs there, and together they may send an instance more than its limit. Give the user of" //$NON-NLS-1$
					+ " these programs the right to read and write the files in that directory, or delete it when no program runs.", problem); //$NON-NLS-1$
		complained = true;
	}

	/** Ends this program's part. Its jobs go on at the instances, so that their places are left as by a program that dies. */
	@Override
	public void close() {
		held.values().forEach(ProgramLock::close);
		held.clear();
		wishes.clear();
		tell(Instant.now());
	}
}
