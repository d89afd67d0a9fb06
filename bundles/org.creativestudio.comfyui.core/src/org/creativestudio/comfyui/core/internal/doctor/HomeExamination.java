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
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Java, the home, the configuration in it, the storage of secrets, supervision. */
@Component(service = Examination.class)
public final class HomeExamination implements Examination {

	private static final String JAVA = "Java"; //$NON-NLS-1$
	private static final String HOME = Messages.homeExamination_home;
	private static final String CONFIGURATION = Messages.homeExamination_configuration;
	private static final String SECRETS = Messages.homeExamination_secrets;
	private static final String SUPERVISION = Messages.homeExamination_supervision;
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
		String message = NLS.bind(Messages.homeExamination_java, System.getProperty("java.version"), System.getProperty("java.home")); //$NON-NLS-1$ //$NON-NLS-2$
		return Runtime.version().feature() >= OLDEST_JAVA ? Check.ok(JAVA, message)
				: Check.error(JAVA, message, NLS.bind(Messages.homeExamination_installJavaNewer, OLDEST_JAVA));
	}

	private void home(List<Check> checks) {
		Path directory = home.directory();
		FileStore disk = Disks.of(directory);
		if (!Files.exists(directory)) {
			checks.add(Check.ok(HOME, NLS.bind(Messages.homeExamination_homeMadeWhenSomething, directory)));
		} else if (!Files.isDirectory(directory) || !isWritable(directory)) {
			checks.add(Check.error(HOME, NLS.bind(Messages.homeExamination_homeCannotWritten, directory),
					Messages.homeExamination_giveYourselfRightChoose));
		} else {
			checks.add(Check.ok(HOME, NLS.bind(Messages.homeExamination_home2, directory)));
			rights(checks, directory);
		}
		if (disk != null)
			checks.add(Disks.room(HOME, Messages.homeExamination_configurationLogsOutputs, directory, disk));
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
				checks.add(Check.error(HOME, NLS.bind(Messages.homeExamination_othersMayChangeWhat, PosixFilePermissions.toString(rights)),
						NLS.bind(Messages.homeExamination_runChmod, directory)));
			else if (rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.GROUP_READ))
				checks.add(Check.warning(HOME, NLS.bind(Messages.homeExamination_othersMayReadHome, PosixFilePermissions.toString(rights)),
						NLS.bind(Messages.homeExamination_runChmod, directory)));
		} catch (IOException e) {
			checks.add(Check.warning(HOME, NLS.bind(Messages.homeExamination_rightsHomeCannotRead, e.getMessage()), "")); //$NON-NLS-1$
		}
	}

	private void configuration(List<Check> checks) {
		HomeState state = HomeState.of(home);
		if (state.problem() instanceof InstanceException problem)
			checks.add(state.newer() ? Check.warning(CONFIGURATION, problem.getMessage(), "") //$NON-NLS-1$
					: Check.error(CONFIGURATION, problem.getMessage(), Messages.homeExamination_backupBroughtBackConfig));
		else
			checks.add(Check.ok(CONFIGURATION, state.exists() ? NLS.bind(Messages.homeExamination_canRead, home.instancesFile())
					: Messages.homeExamination_nothingConfiguredYetFirst));
		int count = manager.getInstances().size();
		if (state.problem() == null && state.exists())
			checks.add(count > 0
					? Check.ok(CONFIGURATION,
					count == 1 ? Messages.homeExamination_oneInstanceConfigured : NLS.bind(Messages.homeExamination_instancesConfigured, count))
					: Check.warning(CONFIGURATION, Messages.homeExamination_noInstanceConfigured, Messages.homeExamination_makeOneInstanceCreate));
	}

	private void secrets(List<Check> checks) {
		try {
			secrets.check();
			checks.add(Check.ok(SECRETS,
					secrets.instances().isEmpty() ? Messages.homeExamination_noSecretStored : Messages.homeExamination_secureStorageCanRead));
			List<String> forgotten = secrets.instances().stream().filter(id -> manager.getInstance(id).isEmpty()).sorted().toList();
			if (!forgotten.isEmpty() && HomeState.of(home).problem() == null)
				checks.add(Check.warning(SECRETS,
						NLS.bind(Messages.homeExamination_secretsKeptInstancesNot, String.join(", ", forgotten)), //$NON-NLS-1$
						Messages.homeExamination_theyThereAgainWhen));
		} catch (InstanceException e) {
			checks.add(Check.error(SECRETS, e.getMessage(), "")); //$NON-NLS-1$
		}
	}

	private Check supervision() {
		boolean running = manager.getInstances().stream().anyMatch(instance -> instance.process() != null);
		if (HomeState.isSupervised(home))
			return Check.ok(SUPERVISION, Messages.homeExamination_programSupervisesInstancesCrashed);
		return running ? Check.warning(SUPERVISION, Messages.homeExamination_instancesRunNoProgram,
				Messages.homeExamination_keepWorkbenchOpenRun)
				: Check.ok(SUPERVISION, Messages.homeExamination_noInstanceRunsWould);
	}
}
