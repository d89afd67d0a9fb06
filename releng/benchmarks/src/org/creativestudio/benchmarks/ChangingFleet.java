// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.creativestudio.comfyui.core.InstanceChange;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.health.HealthReport;
import org.eclipse.jdt.annotation.Nullable;

/** Running instances that exist only here, each of which changes five times a second in what its card shows. */
final class ChangingFleet implements InvocationHandler {

	private static final long GIB = 1L << 30;
	private static final int TICK_MS = 20;
	/** So that each changes five times a second. */
	private static final int TICKS_PER_ROUND = 10;

	private final AtomicReferenceArray<InstanceSnapshot> instances;
	private final List<InstanceListener> listeners = new CopyOnWriteArrayList<>();
	private final AtomicLong changes = new AtomicLong();

	ChangingFleet(int count) {
		instances = new AtomicReferenceArray<>(count);
		for (int i = 0; i < count; i++)
			instances.set(i, snapshot(InstanceConfiguration.builder("bench_" + i, "Instance " + i).port(20_000 + i) //$NON-NLS-1$ //$NON-NLS-2$
					.gpuDevice("cuda:" + i % 8).build(), 1)); //$NON-NLS-1$
	}

	/** The service; what the benchmark does not need is not supported. */
	InstanceManager manager() {
		return (InstanceManager) Proxy.newProxyInstance(InstanceManager.class.getClassLoader(), new Class<?>[] { InstanceManager.class }, this);
	}

	/** Begins to change, until the program ends. */
	void begin() {
		Thread.ofPlatform().daemon().name("changes").start(() -> { //$NON-NLS-1$
			for (int tick = 0;; tick++) {
				for (int i = tick % TICKS_PER_ROUND; i < instances.length(); i += TICKS_PER_ROUND)
					change(i);
				try {
					Thread.sleep(TICK_MS);
				} catch (InterruptedException e) {
					return;
				}
			}
		});
	}

	long changes() {
		return changes.get();
	}

	private void change(int index) {
		InstanceSnapshot before = instances.get(index);
		InstanceSnapshot after = snapshot(before.configuration(), before.revision() + 1);
		instances.set(index, after);
		changes.incrementAndGet();
		for (InstanceListener listener : listeners)
			try {
				listener.instanceChanged(new InstanceChange(before, after));
			} catch (UnsupportedOperationException e) {
				listeners.remove(listener); // it wants to ask a server, and there is none
			}
	}

	private static InstanceSnapshot snapshot(InstanceConfiguration configuration, long revision) {
		long used = (4 + revision % 16) * GIB + revision % 10 * (GIB / 10);
		return new InstanceSnapshot(configuration, revision, InstanceStatus.RUNNING, "Step " + revision % 20 + " of 20 in portrait.json", //$NON-NLS-1$ //$NON-NLS-2$
				Instant.EPOCH, new HealthReport(revision % 50 == 0 ? Health.DEGRADED : Health.HEALTHY, "Answers in 1.8 s", null, null), null, //$NON-NLS-1$
				new ServerFacts("0.3.64", "3.12", "cuda:0 NVIDIA GeForce RTX 4090 : native", "cuda", 24 * GIB, 24 * GIB - used, null, null, false), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
				new QueueLoad(1, (int) (revision % 7)), false);
	}

	private List<InstanceSnapshot> all() {
		List<InstanceSnapshot> all = new ArrayList<>(instances.length());
		for (int i = 0; i < instances.length(); i++)
			all.add(instances.get(i));
		return all;
	}

	private Optional<InstanceSnapshot> find(@Nullable Object id) {
		return all().stream().filter(instance -> instance.id().equals(id)).findFirst();
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
		return switch (method.getName()) {
		case "getInstances" -> all(); //$NON-NLS-1$
		case "getInstance", "find" -> find(first); //$NON-NLS-1$ //$NON-NLS-2$
		case "getActiveInstance" -> Optional.empty(); //$NON-NLS-1$
		case "validate" -> CompletableFuture.completedFuture(List.of()); //$NON-NLS-1$
		case "addListener" -> first instanceof InstanceListener listener ? add(listener) : null; //$NON-NLS-1$
		case "removeListener" -> remove(first); //$NON-NLS-1$
		case "hashCode" -> System.identityHashCode(proxy); //$NON-NLS-1$
		case "equals" -> proxy == first; //$NON-NLS-1$
		case "toString" -> "changing fleet"; //$NON-NLS-1$ //$NON-NLS-2$
		default -> {
			if (!method.isDefault())
				throw new UnsupportedOperationException(method.getName());
			yield InvocationHandler.invokeDefault(proxy, method, arguments == null ? new Object[0] : arguments);
		}
		};
	}

	private @Nullable Object add(InstanceListener listener) {
		listeners.add(listener);
		return null;
	}

	private @Nullable Object remove(@Nullable Object listener) {
		listeners.remove(listener);
		return null;
	}
}
