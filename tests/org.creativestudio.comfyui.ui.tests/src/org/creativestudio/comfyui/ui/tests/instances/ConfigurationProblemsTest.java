// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.problems.ConfigurationProblems;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspaceRoot;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ UiGuard.class, StopsInstances.class })
class ConfigurationProblemsTest {

	private final WorkbenchBot bot = new WorkbenchBot();
	private final IWorkspaceRoot root = ResourcesPlugin.getWorkspace().getRoot();
	private FakeInstances fake;
	private ConfigurationProblems problems;

	@BeforeEach
	void watchTwo() {
		fake = new FakeInstances();
		put("a", "Alpha", 1);
		put("b", "Beta", 8188);
		problems = new ConfigurationProblems(fake);
	}

	@AfterEach
	void close() throws CoreException {
		problems.close();
		fake.close();
		root.deleteMarkers(ConfigurationProblems.MARKER, false, IResource.DEPTH_ZERO);
	}

	private void put(String id, String name, int port) {
		fake.put(Instances.of(InstanceConfiguration.builder(id, name).port(port).build(), InstanceStatus.STOPPED, Health.UNKNOWN, "", null, null,
				false));
	}

	@Test
	void showsWhatIsWrongUntilItIsMendedOrGone() throws CoreException {
		awaitProblems("Alpha: Port 1 is taken.");
		assertThat(markers()[0].isSubtypeOf(IMarker.PROBLEM)).as("shown in the Problems view").isTrue();
		put("b", "Taken", 8188);
		awaitProblems("Alpha: Port 1 is taken.", "Taken: The name is taken.");
		put("a", "Alpha", 8189);
		awaitProblems("Taken: The name is taken.");
		fake.delete("b");
		awaitProblems();
	}

	@Test
	void looksAgainWhenAnInstanceFails() {
		awaitProblems("Alpha: Port 1 is taken.");
		int before = fake.validations.get();
		fake.change("b", InstanceStatus.RUNNING, "");
		fake.change("b", InstanceStatus.ERROR, "ended");
		bot.waitUntil("it is looked at again", () -> fake.validations.get() == before + 1);
	}

	@Test
	void mendsWhatItShows() throws CoreException {
		awaitProblems("Alpha: Port 1 is taken.");
		resolution("Use port 8193");
		awaitProblems();
		assertThat(fake.get("a").configuration().port()).isEqualTo(8193);
	}

	@Test
	void opensTheDialogOfTheInstance() throws CoreException {
		awaitProblems("Alpha: Port 1 is taken.");
		resolution("Edit the instance...");
		BotShell dialog = bot.shell("Edit Alpha");
		dialog.bot().button("Cancel").click();
		dialog.waitUntilClosed();
	}

	private void resolution(String label) throws CoreException {
		IMarker marker = markers()[0];
		IMarkerResolution[] all = UiThread.call(() -> IDE.getMarkerHelpRegistry().getResolutions(marker));
		assertThat(all).extracting(IMarkerResolution::getLabel).contains(label);
		IMarkerResolution wanted = Arrays.stream(all).filter(each -> each.getLabel().equals(label)).findFirst().orElseThrow();
		UiThread.begin(() -> wanted.run(marker));
	}

	private IMarker[] markers() throws CoreException {
		return root.findMarkers(ConfigurationProblems.MARKER, false, IResource.DEPTH_ZERO);
	}

	private void awaitProblems(String... expected) {
		bot.waitUntil("problems are " + List.of(expected), () -> {
			try {
				return Arrays.stream(markers())
						.map(marker -> marker.getAttribute(IMarker.LOCATION, "") + ": " + marker.getAttribute(IMarker.MESSAGE, "")).toList()
						.equals(List.of(expected));
			} catch (CoreException e) {
				throw new IllegalStateException(e);
			}
		});
	}
}
