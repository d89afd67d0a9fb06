// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.creativestudio.comfyui.core.launching.LogFollower;
import org.creativestudio.comfyui.core.secrets.SecretMask;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.console.IOConsole;
import org.eclipse.ui.console.IOConsoleOutputStream;

/** The output of one instance's process, from its log file, so that it is the same whoever started the process. */
final class InstanceConsole extends IOConsole {

	static final String TYPE = "org.creativestudio.comfyui.ui.console"; //$NON-NLS-1$

	/** Characters kept; the console cuts down to the lower number when it has more than the higher. */
	private static final int LOW_WATER = 800_000;
	private static final int HIGH_WATER = 1_000_000;
	private static final Duration PAUSE = Duration.ofMillis(200);

	private final String instanceId;
	private final Path file;
	private @Nullable Thread reader;

	InstanceConsole(String instanceId, String title, Path file, @Nullable ImageDescriptor image) {
		super(title, TYPE, image, "UTF-8", true); //$NON-NLS-1$
		this.instanceId = instanceId;
		this.file = file;
		setWaterMarks(LOW_WATER, HIGH_WATER);
		setHandleControlCharacters(true);
		setCarriageReturnAsControlCharacter(true);
		addPatternMatchListener(new FileLinks());
	}

	String instanceId() {
		return instanceId;
	}

	void setTitle(String title) {
		setName(title);
	}

	@Override
	protected void init() {
		super.init();
		if (reader == null)
			reader = Thread.ofVirtual().name("console of " + instanceId).start(this::follow); //$NON-NLS-1$
	}

	/**
	 * Does not close its stream: the console does when it is disposed of, and holds its own lock then, which closing needs as well. Each would
	 * wait for the other for ever.
	 */
	@SuppressWarnings("resource")
	private void follow() {
		try {
			IOConsoleOutputStream out = newOutputStream();
			new LogFollower(file, LOW_WATER, PAUSE, new ConsoleSink(file, out, mask())).run();
		} catch (IOException e) {
			if (!Thread.currentThread().isInterrupted()) // closed while writing: the console was removed
				ILog.get().error("The console of " + instanceId + " can no longer follow " + file, e); //$NON-NLS-1$ //$NON-NLS-2$
		}
	}

	/** Reads the disk; a value that is replaced later is hidden in the next console. */
	private SecretMask mask() {
		SecretStore secrets = PlatformUI.getWorkbench().getService(SecretStore.class);
		return secrets == null ? SecretMask.NONE : secrets.mask(instanceId);
	}

	@Override
	protected void dispose() {
		Thread running = reader;
		if (running != null)
			running.interrupt();
		super.dispose();
	}
}
