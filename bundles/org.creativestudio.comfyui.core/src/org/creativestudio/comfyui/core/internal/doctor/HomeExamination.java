// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.StudioHome;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Examination;
import org.creativestudio.comfyui.core.internal.HomeState;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Java, the home, the configuration in it, the storage of secrets, supervision. */
@Component(service = Examination.class)
public final class HomeExamination implements Examination {

	private static final String JAVA = "Java"; //$NON-NLS-1$
	private static final String HOME = "Home"; //$NON-NLS-1$
	private static final String CONFIGURATION = "Configuration"; //$NON-NLS-1$
	private static final String SECRETS = "Secrets"; //$NON-NLS-1$
	private static final String SUPERVISION = "Supervision"; //$NON-NLS-1$
	private static final int OLDEST_JAVA = 21;

	private final StudioHome home;
	private final InstanceManager manager;
	private final SecretStore secrets;

	@Activate
	public HomeExamination(@Reference InstanceManager manager, @Reference SecretStore secrets) {
		this(StudioHome.current(), manager, secrets);
	}

	public HomeExamination(StudioHome home, InstanceManager manager, SecretStore secrets) {
		this.home = home;
		this.manager = manager;
		this.secrets = secrets;
	}

	@Override
	public int order() {
		return 100;
	}

	@Override
	public String name() {
		return HOME;
	}

	@Override
	public List<Check> examine() {
		List<Check> checks = new ArrayList<>();
		checks.add(java());
		home(checks);
		configuration(checks);
		secrets(checks);
		checks.add(supervision());
		return checks;
	}

	private static Check java() {
		String message = "Java " + System.getProperty("java.version") + " in " + System.getProperty("java.home") + '.'; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		return Runtime.version().feature() >= OLDEST_JAVA ? Check.ok(JAVA, message)
				: Check.error(JAVA, message, "Install Java " + OLDEST_JAVA + " or newer."); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void home(List<Check> checks) {
		Path directory = home.directory();
		FileStore disk = Disks.of(directory);
		if (!Files.exists(directory)) {
			checks.add(Check.ok(HOME, "The home " + directory + " is made when something is stored.")); //$NON-NLS-1$ //$NON-NLS-2$
		} else if (!Files.isDirectory(directory) || !isWritable(directory)) {
			checks.add(Check.error(HOME, "The home " + directory + " can't be written.", //$NON-NLS-1$ //$NON-NLS-2$
					"Give yourself the right to, or choose another one with CREATIVE_STUDIO_HOME.")); //$NON-NLS-1$
		} else {
			checks.add(Check.ok(HOME, "The home is " + directory + '.')); //$NON-NLS-1$
			rights(checks, directory);
		}
		if (disk != null)
			checks.add(Disks.room(HOME, "configuration, logs and outputs", directory, disk)); //$NON-NLS-1$
	}

	/** By doing it: rights alone do not tell of a disk that is mounted for reading. */
	private static boolean isWritable(Path directory) {
		try {
			Files.delete(Files.createTempFile(directory, "doctor", ".tmp")); //$NON-NLS-1$ //$NON-NLS-2$
			return true;
		} catch (IOException e) {
			return false;
		}
	}

	private static void rights(List<Check> checks, Path directory) {
		if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) //$NON-NLS-1$
			return;
		try {
			Set<PosixFilePermission> rights = Files.getPosixFilePermissions(directory);
			if (rights.contains(PosixFilePermission.OTHERS_WRITE) || rights.contains(PosixFilePermission.GROUP_WRITE))
				checks.add(Check.error(HOME, "Others may change what is in the home (" + PosixFilePermissions.toString(rights) //$NON-NLS-1$
						+ "): they could let this program start whatever they like.", "Run: chmod 700 '" + directory + '\'')); //$NON-NLS-1$ //$NON-NLS-2$
			else if (rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.GROUP_READ))
				checks.add(Check.warning(HOME, "Others may read the home, with its logs and command lines (" //$NON-NLS-1$
						+ PosixFilePermissions.toString(rights) + ").", "Run: chmod 700 '" + directory + '\'')); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (IOException e) {
			checks.add(Check.warning(HOME, "The rights of the home can't be read: " + e.getMessage() + '.', "")); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	private void configuration(List<Check> checks) {
		HomeState state = HomeState.of(home);
		if (state.problem() instanceof InstanceException problem)
			checks.add(state.newer() ? Check.warning(CONFIGURATION, problem.getMessage(), "") //$NON-NLS-1$
					: Check.error(CONFIGURATION, problem.getMessage(), "A backup is brought back with: config restore")); //$NON-NLS-1$
		else
			checks.add(Check.ok(CONFIGURATION, state.exists() ? home.instancesFile() + " can be read." //$NON-NLS-1$
					: "Nothing is configured yet; the first start makes an instance.")); //$NON-NLS-1$
		int count = manager.getInstances().size();
		if (state.problem() == null && state.exists())
			checks.add(count > 0 ? Check.ok(CONFIGURATION, count == 1 ? "One instance is configured." : count + " instances are configured.") //$NON-NLS-1$ //$NON-NLS-2$
					: Check.warning(CONFIGURATION, "No instance is configured.", "Make one: instance create --name NAME")); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void secrets(List<Check> checks) {
		try {
			secrets.check();
			checks.add(Check.ok(SECRETS, secrets.instances().isEmpty() ? "No secret is stored." : "The secure storage can be read.")); //$NON-NLS-1$ //$NON-NLS-2$
			List<String> forgotten = secrets.instances().stream().filter(id -> manager.getInstance(id).isEmpty()).sorted().toList();
			if (!forgotten.isEmpty() && HomeState.of(home).problem() == null)
				checks.add(Check.warning(SECRETS,
						"Secrets are kept of instances that are not configured any more: " + String.join(", ", forgotten) + '.', //$NON-NLS-1$ //$NON-NLS-2$
						"They are there again when a backup brings the instance back; if it shall not: doctor --forget-secrets")); //$NON-NLS-1$
		} catch (InstanceException e) {
			checks.add(Check.error(SECRETS, e.getMessage(), "")); //$NON-NLS-1$
		}
	}

	private Check supervision() {
		boolean running = manager.getInstances().stream().anyMatch(instance -> instance.process() != null);
		if (HomeState.isSupervised(home))
			return Check.ok(SUPERVISION, "A program supervises the instances: crashed ones are started again."); //$NON-NLS-1$
		return running ? Check.warning(SUPERVISION, "Instances run, and no program supervises them: one that crashes stays down.", //$NON-NLS-1$
				"Keep the workbench open, or run: supervise") //$NON-NLS-1$
				: Check.ok(SUPERVISION, "No instance runs that would have to be supervised."); //$NON-NLS-1$
	}
}
