// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The GPUs of this computer for checks that run while the user types: the makers' tools are not asked each time. */
@Component(service = KnownDevices.class)
public final class KnownDevices implements Supplier<@Nullable List<ComputeDevice>> {

	private static final Duration KEPT = Duration.ofMinutes(1);

	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
	private volatile @Nullable ComputeDevices devices;
	private @Nullable List<ComputeDevice> known;
	private Instant asked = Instant.EPOCH;

	/** Null as long as nobody can tell. Blocks for the makers' tools, about once a minute. */
	@Override
	public synchronized @Nullable List<ComputeDevice> get() {
		ComputeDevices source = devices;
		if (source == null)
			return null;
		Instant now = Instant.now();
		if (known == null || now.isAfter(asked.plus(KEPT))) {
			known = List.copyOf(source.list());
			asked = now;
		}
		return known;
	}
}
