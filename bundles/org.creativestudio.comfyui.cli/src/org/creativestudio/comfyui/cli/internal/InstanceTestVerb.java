// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.validation.ConnectionCheck;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.State;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.Step;
import org.creativestudio.comfyui.core.validation.ConnectionTest;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether an instance is configured well, and answers if it runs: the test of the dialog, each step told as it ends. */
@Command(name = "test", description = "${bundle:verb.instance.test}")
final class InstanceTestVerb extends Verb {

	private static final int WIDTH = Stream.of(State.values()).mapToInt(state -> InstanceViews.word(state).length()).max().orElse(0) + 1;

	@Parameters(paramLabel = "ID", description = "${bundle:verb.instance.id}")
	private String id = ""; //$NON-NLS-1$

	/** How many steps were told; on the test's thread. */
	private int told;

	InstanceTestVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		InstanceSnapshot instance = instances.find(id);
		List<ConnectionCheck> checks = context.interruption()
				.await(new ConnectionTest(instance.configuration(), instances.manager(), ConnectionTest.DEADLINE, this::tell).run());
		if (json)
			terminal().json(json(instance, checks));
		return failed(checks) ? ExitCode.FAILED : ExitCode.DONE;
	}

	private static boolean failed(List<ConnectionCheck> checks) {
		return checks.stream().anyMatch(check -> check.state() == State.FAILED);
	}

	private void tell(List<ConnectionCheck> checks) {
		for (; !json && told < checks.size() && checks.get(told).state().isFinal(); told++)
			print(checks.get(told));
	}

	/** In two columns, the advice below the result. */
	private void print(ConnectionCheck check) {
		String word = InstanceViews.word(check.state());
		terminal().out().println(NLS.bind(Messages.test_step,
				new Object[] { word + " ".repeat(WIDTH - word.length()), title(check.step()), check.result() })); //$NON-NLS-1$
		if (!check.advice().isEmpty())
			terminal().out().println(" ".repeat(WIDTH + 1) + NLS.bind(Messages.doctor_advice, check.advice())); //$NON-NLS-1$
		terminal().out().flush();
	}

	private static String title(Step step) {
		return switch (step) {
			case CONFIGURATION -> Messages.test_configuration;
			case PORT -> Messages.test_port;
			case HOST -> Messages.test_host;
			case CONNECT -> Messages.test_connect;
			case HTTP -> Messages.test_http;
			case COMFYUI -> Messages.test_comfyui;
			case WEBSOCKET -> Messages.test_webSocket;
			case QUEUE -> Messages.test_queue;
			case DEVICE -> Messages.test_device;
		};
	}

	private static JsonObject json(InstanceSnapshot instance, List<ConnectionCheck> checks) {
		JsonArray array = new JsonArray();
		for (ConnectionCheck check : checks) {
			JsonObject object = new JsonObject();
			object.addProperty("step", InstanceViews.word(check.step())); //$NON-NLS-1$
			object.addProperty("state", InstanceViews.word(check.state())); //$NON-NLS-1$
			object.addProperty("result", check.result()); //$NON-NLS-1$
			object.addProperty("advice", check.advice()); //$NON-NLS-1$
			array.add(object);
		}
		JsonObject document = new JsonObject();
		document.addProperty("id", instance.id()); //$NON-NLS-1$
		document.addProperty("name", instance.name()); //$NON-NLS-1$
		document.addProperty("passed", !failed(checks)); //$NON-NLS-1$
		document.add("checks", array); //$NON-NLS-1$
		return document;
	}
}
