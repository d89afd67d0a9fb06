// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.validation.ConnectionCheck;
import org.creativestudio.comfyui.core.validation.ConnectionTest;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;

/** Tests whether what was entered leads to a server, and shows how far it is. Ends with the page. UI thread only. */
final class ConnectionTesting {

	private final InstanceManager instances;
	private final TestPage page;
	private @Nullable CompletableFuture<List<ConnectionCheck>> running;
	/** How many were begun: the last words of one that was ended may come when another runs. */
	private int begun;

	ConnectionTesting(InstanceManager instances, TestPage page) {
		this.instances = instances;
		this.page = page;
		page.control().addListener(SWT.Dispose, event -> cancel());
	}

	private boolean cancel() {
		CompletableFuture<List<ConnectionCheck>> test = running;
		return test != null && !test.isDone() && test.cancel(true);
	}

	/** Begins a test, or ends the one that runs. */
	void toggle(InstanceConfiguration configuration) {
		if (cancel())
			return;
		int mine = ++begun;
		CompletableFuture<List<ConnectionCheck>> test = new ConnectionTest(configuration, instances, ConnectionTest.DEADLINE,
				checks -> whileNewest(mine, () -> page.showSteps(checks))).run();
		running = test;
		page.setTesting(true);
		test.whenComplete((checks, failure) -> whileNewest(mine, () -> page.setTesting(false)));
	}

	private void whileNewest(int test, Runnable show) {
		OnDisplay.later(page.control(), () -> {
			if (test == begun)
				show.run();
		});
	}
}
