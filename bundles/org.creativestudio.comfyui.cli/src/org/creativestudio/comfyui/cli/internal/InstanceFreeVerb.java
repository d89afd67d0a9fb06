// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has servers unload their models. */
@Command(name = "free", description = "${bundle:verb.instance.free}")
final class InstanceFreeVerb extends Verb {

	@Parameters(paramLabel = "ID", arity = "1..*", description = "${bundle:verb.instance.ids}")
	private List<String> ids = List.of();

	InstanceFreeVerb(Context context) {
		super(context);
	}

	@Override
	public Integer call() {
		Instances instances = new Instances(context);
		List<InstanceSnapshot> chosen = instances.find(ids);
		if (ids.contains(Instances.ALL)) // those that can
			chosen = chosen.stream().filter(instance -> instance.status().isUp() && !instance.suspended()).toList();
		List<CompletableFuture<Void>> asked = chosen.stream().map(instance -> instances.manager().freeMemory(instance.id())).toList();
		JsonArray results = new JsonArray();
		int code = ExitCode.DONE;
		for (int i = 0; i < chosen.size(); i++) {
			InstanceSnapshot instance = chosen.get(i);
			JsonObject result = new JsonObject();
			result.addProperty("id", instance.id()); //$NON-NLS-1$
			result.addProperty("name", instance.name()); //$NON-NLS-1$
			String problem = null;
			try {
				context.interruption().await(asked.get(i));
				terminal().say(NLS.bind(Messages.memory_freed, instance.name()));
			} catch (Failure e) {
				throw e;
			} catch (RuntimeException e) {
				problem = String.valueOf(e.getMessage());
				terminal().say(NLS.bind(Messages.instance_failed, instance.name(), problem));
				code = chosen.size() == 1 ? Cli.exitCode(e) : ExitCode.FAILED;
			}
			result.addProperty("problem", problem); //$NON-NLS-1$
			results.add(result);
		}
		if (json) {
			JsonObject document = new JsonObject();
			document.add("instances", results); //$NON-NLS-1$
			terminal().json(document);
		}
		return code;
	}
}
