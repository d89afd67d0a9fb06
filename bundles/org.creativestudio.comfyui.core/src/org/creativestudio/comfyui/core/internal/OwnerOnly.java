// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.eclipse.osgi.util.NLS;

/** Files and directories for their owner alone, by POSIX rights or, on Windows, by an access control list. Blocks for the disk. */
final class OwnerOnly {

	/** Who may do everything on Windows whatever the list says. */
	private static final Set<String> ALMIGHTY = Set.of("system", "administrators"); //$NON-NLS-1$ //$NON-NLS-2$
	private static final Set<AclEntryPermission> READING = EnumSet.of(AclEntryPermission.READ_DATA, AclEntryPermission.WRITE_DATA,
			AclEntryPermission.APPEND_DATA);

	private OwnerOnly() {
	}

	/** Makes a directory, or takes the rights of others on one that is there away. */
	static void directory(Path directory) throws IOException {
		Files.createDirectories(directory);
		restrict(directory, "rwx------"); //$NON-NLS-1$
	}

	/** Takes the rights of others away. The content must come afterwards. */
	static void file(Path file) throws IOException {
		restrict(file, "rw-------"); //$NON-NLS-1$
	}

	private static void restrict(Path path, String rights) throws IOException {
		if (isPosix(path.getFileSystem())) {
			Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
			return;
		}
		AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
		if (view != null)
			view.setAcl(List.of(AclEntry.newBuilder().setType(AclEntryType.ALLOW).setPrincipal(view.getOwner())
					.setPermissions(EnumSet.allOf(AclEntryPermission.class)).build()));
	}

	/** Why somebody else could read or change a file, with what to do; empty when nobody can, or the system does not tell. */
	static Optional<String> problem(Path file) throws IOException {
		if (isPosix(file.getFileSystem())) {
			Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
			String text = PosixFilePermissions.toString(rights);
			return text.endsWith("------") ? Optional.empty() //$NON-NLS-1$
					: Optional.of(NLS.bind(Messages.ownerOnly_othersRightsOnRun, text, file));
		}
		AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
		if (view == null)
			return Optional.empty();
		UserPrincipal owner = view.getOwner();
		return view.getAcl().stream().filter(entry -> entry.type() == AclEntryType.ALLOW && !entry.principal().equals(owner)
				&& !isAlmighty(entry.principal()) && entry.permissions().stream().anyMatch(READING::contains)).findFirst()
				.map(entry -> NLS.bind(Messages.ownerOnly_rightsOnTakeThem, entry.principal().getName()));
	}

	private static boolean isAlmighty(UserPrincipal principal) {
		String name = principal.getName().toLowerCase(Locale.ROOT);
		return ALMIGHTY.contains(name.substring(name.lastIndexOf('\\') + 1));
	}

	private static boolean isPosix(FileSystem system) {
		return system.supportedFileAttributeViews().contains("posix"); //$NON-NLS-1$
	}
}
