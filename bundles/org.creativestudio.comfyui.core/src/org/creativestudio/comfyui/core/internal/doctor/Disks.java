// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.creativestudio.comfyui.core.doctor.Check;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** Room on disks. Blocks for the disk. */
final class Disks {

	private static final long GIB = 1L << 30;
	/** Less is used up by the outputs of a day. */
	private static final long LITTLE = 5 * GIB;
	/** With less, writes soon fail. */
	private static final long NOTHING = GIB / 4;

	private Disks() {
	}

	/** The disk on which a directory is, or would be made; null when the system does not tell. */
	static @Nullable FileStore of(Path directory) {
		for (Path nearest = directory; nearest != null; nearest = nearest.getParent())
			if (Files.exists(nearest))
				try {
					return Files.getFileStore(nearest);
				} catch (IOException e) {
					return null;
				}
		return null;
	}

	/** @param what is written there */
	static Check room(String area, String what, Path directory, FileStore disk) {
		long free;
		try {
			free = disk.getUsableSpace();
		} catch (IOException e) {
			return Check.warning(area, NLS.bind(Messages.disks_howMuchRoomThere, new Object[] { what, directory, e.getMessage() }),
					Messages.disks_lookWhetherDiskThere);
		}
		String message = NLS.bind(Messages.disks_thereRoomGib,
				new Object[] { String.format(Locale.ROOT, "%.1f", free / (double) GIB), what, directory }); //$NON-NLS-1$
		return free < NOTHING ? Check.error(area, message, Messages.disks_makeRoomThereChoose)
				: free < LITTLE ? Check.warning(area, message, Messages.disks_makeRoomThereBefore) : Check.ok(area, message);
	}
}
