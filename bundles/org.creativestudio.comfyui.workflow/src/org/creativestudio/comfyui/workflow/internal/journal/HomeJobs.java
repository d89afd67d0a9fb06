// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/**
 * The jobs of all programs of a home, and what these programs tell each other: whether the queue is paused, and requests about jobs
 * that another one owns. Safe for any thread; everything blocks for the disk.
 */
public final class HomeJobs {

	private static final System.Logger LOG = System.getLogger(HomeJobs.class.getName());
	private static final String REQUEST = ".request"; //$NON-NLS-1$
	private static final String ANSWER = ".answer"; //$NON-NLS-1$
	private static final String BAD = ".bad"; //$NON-NLS-1$
	private static final int MAX_TEXT = 10_000;
	private static final int MAX_BYTES_PER_CHAR = 3;

	private final Path jobs;
	/** What can't be read and was told once, for it stays where it is. */
	private final Set<Path> stuck = ConcurrentHashMap.newKeySet();

	/** @param jobs the directory of journals; need not exist */
	public HomeJobs(Path jobs) {
		this.jobs = jobs;
	}

	/**
	 * What one program wants of another one's job.
	 *
	 * @param file     where it stands
	 * @param verb     what shall be done
	 * @param job      id of the job
	 * @param argument more about it; may be empty
	 */
	public record Request(Path file, String verb, String job, String argument) {
	}

	/** The newest known state of each job of each program, by id; graphs are not read. */
	public Map<String, JobRecord> read() throws IOException {
		Map<String, JobRecord> all = new LinkedHashMap<>();
		for (Path directory : directories())
			jobs(directory).forEach((id, entry) -> all.merge(id, entry, (a, b) -> a.job().revision() > b.job().revision() ? a : b));
		return all;
	}

	/** Those of one program, as far as they can be read: what can't keeps nobody from the others. */
	private Map<String, JobRecord> jobs(Path directory) throws IOException {
		Map<String, JobRecord> records = new LinkedHashMap<>();
		for (ProgramFiles part : new ProgramFiles(directory).parts())
			try {
				part.readOwn(records);
			} catch (IOException e) {
				if (stuck.add(part.directory()))
					LOG.log(Level.WARNING, "The jobs in " + part.directory() + " can't be read: " + e, e); //$NON-NLS-1$ //$NON-NLS-2$
			}
		return records;
	}

	private List<Path> directories() throws IOException {
		return ProgramFiles.list(jobs, "*").stream().filter(Files::isDirectory).toList(); //$NON-NLS-1$
	}

	/** The program that has a job; empty when none has. */
	public Optional<String> owner(String job) throws IOException {
		for (Path directory : directories())
			if (jobs(directory).containsKey(job))
				return Optional.of(directory.getFileName().toString());
		return Optional.empty();
	}

	/** The graph of a job of any program. */
	public JsonObject graph(JobRecord entry) throws IOException {
		for (Path directory : directories())
			for (ProgramFiles part : new ProgramFiles(directory).parts())
				try {
					return part.graphs().read(entry.graph());
				} catch (NoSuchFileException e) {
					continue;
				}
		throw new NoSuchFileException(NLS.bind(Messages.homeJobs_graph, entry.job().id()));
	}

	public boolean isPaused() {
		return Files.exists(pauseMark());
	}

	/** For all programs of the home, until it is undone. */
	public void setPaused(boolean paused) throws IOException {
		if (!paused) {
			Files.deleteIfExists(pauseMark());
			return;
		}
		Files.createDirectories(jobs);
		try {
			Files.createFile(pauseMark());
		} catch (FileAlreadyExistsException e) {
			return; // it is paused
		}
	}

	private Path pauseMark() {
		return jobs.resolve("paused"); //$NON-NLS-1$
	}

	/** Asks the program that owns a job. */
	public Request ask(String program, String verb, String job, String argument) throws IOException {
		Path directory = new ProgramFiles(jobs.resolve(program)).requests();
		Files.createDirectories(directory);
		Path file = directory.resolve(System.currentTimeMillis() + "-" + UUID.randomUUID() + REQUEST); //$NON-NLS-1$
		write(file, verb + '\n' + job + '\n' + argument);
		return new Request(file, verb, job, argument);
	}

	/**
	 * What others want of this program's jobs, in the order of asking. Each is to be answered. One that can't be read is answered here
	 * and set aside, so that the others do not wait for it.
	 */
	public List<Request> requests(JobJournal journal) throws IOException {
		List<Request> requests = new ArrayList<>();
		for (Path file : ProgramFiles.list(journal.requests(), '*' + REQUEST))
			try {
				String[] parts = text(file).split("\n", 3); //$NON-NLS-1$
				requests.add(new Request(file, parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "")); //$NON-NLS-1$ //$NON-NLS-2$
			} catch (NoSuchFileException e) {
				LOG.log(Level.DEBUG, "A request was taken back", e); //$NON-NLS-1$
			} catch (IOException e) {
				setAside(file, e);
			}
		return requests;
	}

	private void setAside(Path file, IOException reason) {
		try {
			Path aside = file.resolveSibling(file.getFileName() + BAD);
			Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
			String problem = NLS.bind(Messages.homeJobs_badRequest, new Object[] { file, reason.getMessage(), aside.getFileName() });
			LOG.log(Level.WARNING, problem, reason);
			write(answerFile(file), problem);
		} catch (IOException e) {
			if (stuck.add(file))
				LOG.log(Level.WARNING, file + " can't be read or set aside, delete it: " + e, reason); //$NON-NLS-1$
		}
	}

	/** @param problem why it was not done; null: it was */
	public void answer(Request request, @Nullable String problem) throws IOException {
		try {
			write(answerFile(request.file()), problem == null ? "" : problem); //$NON-NLS-1$
		} finally { // what was done once is not done again, though nobody can be told
			Files.deleteIfExists(request.file());
		}
	}

	/**
	 * Empty as long as it is not answered.
	 *
	 * @return an empty text when it was done, else why not
	 */
	public Optional<String> answerTo(Request request) throws IOException {
		Path file = answerFile(request.file());
		if (!Files.exists(file))
			return Optional.empty();
		String text = text(file);
		Files.deleteIfExists(file);
		return Optional.of(text);
	}

	/** Takes a request back that nobody answered. @return whether it was still there */
	public boolean takeBack(Request request) throws IOException {
		return Files.deleteIfExists(request.file());
	}

	private static Path answerFile(Path request) {
		String name = request.getFileName().toString();
		return request.resolveSibling(name.substring(0, name.length() - REQUEST.length()) + ANSWER);
	}

	private static String text(Path file) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		if (!attributes.isRegularFile() || attributes.size() > MAX_TEXT * MAX_BYTES_PER_CHAR) // reading a pipe would wait for its writer
			throw new IOException(NLS.bind(Messages.homeJobs_noText, MAX_TEXT));
		try {
			return Files.readString(file);
		} catch (CharacterCodingException e) {
			throw new IOException(NLS.bind(Messages.homeJobs_noText, MAX_TEXT), e);
		}
	}

	private static void write(Path file, String text) throws IOException {
		Path part = file.resolveSibling(file.getFileName() + ".part"); //$NON-NLS-1$
		Files.write(part, (text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text).getBytes(StandardCharsets.UTF_8));
		Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
	}
}
