// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.StudioHome;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What all instances of a manager share.
 *
 * @param leading   whether this program supervises the home now
 * @param settings  what the user decided for all instances
 * @param following whether another program does, and this one would take over
 */
record Surroundings(StudioHome home, Clock clock, Timer timer, LauncherRegistry launchers, BooleanSupplier leading,
		BooleanSupplier following, Supplier<FleetSettings> settings,
		BiConsumer<@Nullable InstanceSnapshot, @Nullable InstanceSnapshot> publisher) {
}
