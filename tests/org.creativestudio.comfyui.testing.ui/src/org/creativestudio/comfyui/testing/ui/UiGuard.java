// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.graphics.Resource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/**
 * Fails a test that logs an error, leaves a dialog open or freezes the UI thread, and a class of tests that leaks SWT resources. Leaks
 * are only found with {@code -Dorg.eclipse.swt.graphics.Resource.reportNonDisposed=true}.
 */
public final class UiGuard implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

	private final List<IStatus> errors = new CopyOnWriteArrayList<>();
	private final List<Error> leaks = new CopyOnWriteArrayList<>();
	private final ILogListener log = (status, plugin) -> {
		if (status.getSeverity() == IStatus.ERROR)
			errors.add(status);
	};
	private @Nullable FreezeWatch freezes;
	private boolean automated;

	@Override
	public void beforeAll(ExtensionContext context) {
		Resource.setNonDisposeHandler(leaks::add);
		Platform.addLogListener(log);
		automated = ErrorDialog.AUTOMATED_MODE;
		// The test harness of the platform hides error dialogs; users see them.
		ErrorDialog.AUTOMATED_MODE = false;
		new WorkbenchBot().closeWelcome();
		freezes = new FreezeWatch();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		errors.clear();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		List<String> dialogs = new WorkbenchBot().closeDialogs();
		FreezeWatch watch = freezes;
		Optional<AssertionFailedError> freeze = watch == null ? Optional.empty() : watch.check();
		if (!errors.isEmpty()) {
			AssertionFailedError failure = new AssertionFailedError("errors were logged: " + errors);
			errors.forEach(status -> {
				Throwable cause = status.getException();
				if (cause != null)
					failure.addSuppressed(cause);
			});
			throw failure;
		}
		if (!dialogs.isEmpty() && context.getExecutionException().isEmpty())
			throw new AssertionFailedError("dialogs were left open: " + dialogs);
		if (freeze.isPresent())
			throw freeze.get();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		ErrorDialog.AUTOMATED_MODE = automated;
		Platform.removeLogListener(log);
		List<AssertionFailedError> failures = new ArrayList<>();
		FreezeWatch watch = freezes;
		if (watch != null)
			watch.close(context.getDisplayName()).ifPresent(failures::add);
		Garbage.collect();
		Resource.setNonDisposeHandler(null);
		if (!leaks.isEmpty()) {
			AssertionFailedError leak = new AssertionFailedError(leaks.size() + " SWT resources were not disposed");
			leaks.stream().limit(5).forEach(leak::addSuppressed);
			failures.add(leak);
		}
		if (!failures.isEmpty()) {
			AssertionFailedError first = failures.removeFirst();
			failures.forEach(first::addSuppressed);
			throw first;
		}
	}
}
