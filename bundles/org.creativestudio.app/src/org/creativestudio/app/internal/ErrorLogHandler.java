// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.app.internal;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/**
 * Brings the warnings and errors of our bundles into the Error Log. The bundles without a screen know no platform log: they use
 * Java's {@link System.Logger}.
 */
final class ErrorLogHandler extends Handler {

	/** Held strongly: the log manager holds its loggers weakly, and with them their handlers. */
	private final Logger logger = Logger.getLogger("org.creativestudio"); //$NON-NLS-1$
	private final SimpleFormatter formatter = new SimpleFormatter();

	void install() {
		setLevel(Level.WARNING);
		logger.addHandler(this);
	}

	@Override
	public void publish(LogRecord entry) {
		if (!isLoggable(entry))
			return;
		int severity = entry.getLevel().intValue() >= Level.SEVERE.intValue() ? IStatus.ERROR : IStatus.WARNING;
		ILog.of(ErrorLogHandler.class).log(new Status(severity, ErrorLogHandler.class, formatter.formatMessage(entry), entry.getThrown()));
	}

	@Override
	public void flush() {
		// the platform's log keeps nothing back
	}

	@Override
	public void close() {
		logger.removeHandler(this);
	}
}
