// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** The guard finds what a user would feel, and says where it was. */
class FreezeGuardTest {

	private final UiGuard guard = new UiGuard();

	/** Of a test that has not failed. */
	private final ExtensionContext context = (ExtensionContext) Proxy.newProxyInstance(FreezeGuardTest.class.getClassLoader(),
			new Class<?>[] { ExtensionContext.class },
			(proxy, method, arguments) -> method.getReturnType() == Optional.class ? Optional.empty() : "a test of the guard");

	@BeforeEach
	void begin() {
		guard.beforeAll(context);
		guard.beforeEach(context);
	}

	@AfterEach
	void end() {
		guard.afterAll(context);
	}

	@Test
	void passesATestThatLetsTheWindowAnswer() {
		for (int i = 0; i < 10; i++)
			UiThread.run(() -> waitFor(20));
		guard.afterEach(context);
	}

	@Test
	void failsATestInWhichTheUiThreadWaits() {
		UiThread.run(() -> waitFor(150));
		assertThatThrownBy(() -> guard.afterEach(context)).isInstanceOf(AssertionFailedError.class)
				.hasMessageContaining("the UI thread paused for").hasMessageContaining("OURS may be 100 ms").hasStackTraceContaining("waitFor");
	}

	@Test
	void failsATestInWhichTheUiThreadComputes() {
		UiThread.run(() -> compute(250));
		assertThatThrownBy(() -> guard.afterEach(context)).isInstanceOf(AssertionFailedError.class)
				.hasMessageContaining("OURS may be 100 ms").hasStackTraceContaining("compute");
	}

	@Test
	void tellsAPauseOnce() {
		UiThread.run(() -> waitFor(150));
		assertThatThrownBy(() -> guard.afterEach(context)).isInstanceOf(AssertionFailedError.class);
		guard.afterEach(context);
	}

	private static void waitFor(int ms) {
		try {
			new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** As long as half of it is too long, for so much is taken for the slowness of a busy machine. */
	private static void compute(int ms) {
		long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + ms * 1_000_000L;
		while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end)
			Thread.onSpinWait();
	}
}
