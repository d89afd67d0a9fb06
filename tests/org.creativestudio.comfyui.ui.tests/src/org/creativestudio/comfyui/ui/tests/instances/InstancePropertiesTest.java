// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.StartProgress;
import org.creativestudio.comfyui.core.launching.ProcessIdentity;
import org.creativestudio.comfyui.ui.internal.instances.InstanceAdapters;
import org.eclipse.ui.views.properties.IPropertyDescriptor;
import org.eclipse.ui.views.properties.IPropertySource;
import org.junit.jupiter.api.Test;

class InstancePropertiesTest {

	@Test
	void tellTheStepsOfAStartAndTheCommandWithoutSecrets() {
		InstanceSnapshot running = Instances.of("a", "Alpha", InstanceStatus.RUNNING);
		InstanceSnapshot instance = new InstanceSnapshot(running.configuration(), 1, running.status(), "Running", running.since(), running.health(),
				new ProcessIdentity(4711, null, List.of("python", "main.py", "--api-key", "hidden"), 8188), null, null, false,
				new StartProgress(running.since(), Duration.ofMinutes(5), Duration.ofMillis(100), Duration.ofMillis(2_500),
						Duration.ofMillis(3_000), "last words"),
				null, false);
		IPropertySource source = new InstanceAdapters().getAdapter(instance, IPropertySource.class);
		Map<String, Object> values = new LinkedHashMap<>();
		for (IPropertyDescriptor descriptor : source.getPropertyDescriptors())
			values.put(descriptor.getDisplayName(), source.getPropertyValue(descriptor.getId()));
		assertThat(values).containsEntry("Process", "4711").containsKeys("Start: process after", "Log file")
				.containsEntry("Command", "python main.py --api-key ********").doesNotContainKey("Last output");
		assertThat(values.get("Start: answer after").toString()).startsWith("3").endsWith("s");
	}
}
