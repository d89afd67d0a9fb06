// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Check.State;
import org.creativestudio.comfyui.core.doctor.Doctor;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether the whole set-up is sound, with advice. */
@Command(name = "doctor", description = "${bundle:verb.doctor}")
final class DoctorVerb extends Verb {

	@Option(names = "--forget-secrets", description = "${bundle:doctor.forget}")
	private boolean forget;

	DoctorVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Doctor doctor = services().doctor();
		context.interruption().await(services().instances().ready());
		if (forget)
			for (String id : doctor.forgotten()) {
				services().secrets().removeAll(id);
				terminal().say(NLS.bind(Messages.secrets_forgotten, id));
			}
		List<Check> checks = context.interruption().await(doctor.examine());
		long errors = checks.stream().filter(check -> check.state() == State.ERROR).count();
		long warnings = checks.stream().filter(check -> check.state() == State.WARNING).count();
		if (json)
			terminal().json(json(checks));
		else {
			checks.forEach(this::print);
			terminal().say(NLS.bind(errors + warnings == 0 ? Messages.doctor_well : Messages.doctor_sum, Long.valueOf(errors),
					Long.valueOf(warnings)));
		}
		return errors > 0 ? ExitCode.FAILED : ExitCode.DONE;
	}

	/** In two columns, the advice below the message. */
	private void print(Check check) {
		int width = Stream.of(State.values()).mapToInt(state -> word(state).length()).max().orElse(0) + 2;
		String word = word(check.state());
		terminal().out().println(word + " ".repeat(width - word.length()) + check.area() + ": " + check.message()); //$NON-NLS-1$ //$NON-NLS-2$
		if (!check.advice().isEmpty())
			terminal().out().println(" ".repeat(width) + NLS.bind(Messages.doctor_advice, check.advice())); //$NON-NLS-1$
	}

	private static String word(State state) {
		return switch (state) {
			case OK -> Messages.doctor_ok;
			case WARNING -> Messages.doctor_warning;
			case ERROR -> Messages.doctor_error;
		};
	}

	private static JsonObject json(List<Check> checks) {
		JsonArray array = new JsonArray();
		for (Check check : checks) {
			JsonObject object = new JsonObject();
			object.addProperty("area", check.area()); //$NON-NLS-1$
			object.addProperty("instance", check.instanceId()); //$NON-NLS-1$
			object.addProperty("state", InstanceViews.word(check.state())); //$NON-NLS-1$
			object.addProperty("message", check.message()); //$NON-NLS-1$
			object.addProperty("advice", check.advice()); //$NON-NLS-1$
			array.add(object);
		}
		JsonObject document = new JsonObject();
		document.add("checks", array); //$NON-NLS-1$
		return document;
	}
}
