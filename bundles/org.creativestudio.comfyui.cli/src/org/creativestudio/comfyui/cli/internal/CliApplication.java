// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.util.Map;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The command line as a program: connects it with the framework, the terminal and Ctrl+C. */
public final class CliApplication implements IApplication {

	/** The property in which the launch script says that messages go to a terminal. */
	private static final String TERMINAL_PROPERTY = "creativestudio.terminal"; //$NON-NLS-1$

	/** The property in which it says that results go to a terminal. */
	private static final String SCREEN_PROPERTY = "creativestudio.screen"; //$NON-NLS-1$

	private final Interruption interruption = new Interruption();

	@Override
	public Object start(IApplicationContext applicationContext) throws IOException {
		BundleContext bundles = FrameworkUtil.getBundle(CliApplication.class).getBundleContext();
		Map<?, ?> given = applicationContext.getArguments();
		String[] arguments = given.get(IApplicationContext.APPLICATION_ARGS) instanceof String[] some ? some : new String[0];
		Terminal terminal = new Terminal(System.out, System.err, Boolean.getBoolean(TERMINAL_PROPERTY),
				Boolean.getBoolean(SCREEN_PROPERTY), SecretInput.ofProcess());
		Signals signals = new Signals(interruption);
		try (OsgiServices services = new OsgiServices(bundles)) {
			int code = new Cli(new Context(services, terminal, interruption)).run(arguments);
			return Integer.valueOf(signals.exitCode(code));
		}
	}

	@Override
	public void stop() {
		interruption.interrupt();
	}
}
