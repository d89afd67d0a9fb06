// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Servers outlive the workbench: leaves none running behind a class of tests. */
public final class StopsInstances implements AfterAllCallback {

	private static final int PATIENCE_S = 60;

	static InstanceManager manager() {
		return UiThread.call(() -> PlatformUI.getWorkbench().getService(InstanceManager.class));
	}

	@Override
	public void afterAll(ExtensionContext context) throws InterruptedException, ExecutionException, TimeoutException {
		InstanceManager manager = manager();
		List<CompletableFuture<InstanceSnapshot>> stops = manager.getInstances().stream()
				.map(instance -> manager.stop(instance.id())).toList();
		for (CompletableFuture<InstanceSnapshot> stop : stops)
			stop.get(PATIENCE_S, TimeUnit.SECONDS);
	}
}
