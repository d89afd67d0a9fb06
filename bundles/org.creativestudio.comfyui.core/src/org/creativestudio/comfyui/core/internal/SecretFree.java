// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.Secrets;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A configuration without the values of secrets, as it may leave this computer or come from another.
 *
 * @param instance variables that held a secret are among its {@link InstanceConfiguration#secrets()}
 * @param moved    names of those variables
 * @param omitted  names of arguments and unknown members that held a secret
 */
record SecretFree(InstanceConfiguration instance, List<String> moved, List<String> omitted) {

	static SecretFree of(InstanceConfiguration instance) {
		List<String> omitted = new ArrayList<>();
		Map<String, String> environment = new LinkedHashMap<>();
		Set<String> secrets = new LinkedHashSet<>(instance.secrets());
		List<String> moved = new ArrayList<>();
		instance.environment().forEach((name, value) -> {
			if (Secrets.isSecret(name) || !Secrets.mask(value, Map.of()).equals(value))
				moved.add(name);
			else
				environment.put(name, value);
		});
		secrets.addAll(moved);
		List<String> arguments = arguments(instance.extraArguments(), omitted);
		JsonObject unknown = instance.unknown();
		strip(unknown, omitted);
		return new SecretFree(instance.toBuilder().environment(environment).secrets(List.copyOf(secrets)).extraArguments(arguments)
				.unknown(unknown).build(), List.copyOf(moved), List.copyOf(omitted));
	}

	/** A secret argument goes with the option before it. */
	private static List<String> arguments(List<String> arguments, List<String> omitted) {
		List<String> masked = Secrets.mask(arguments);
		List<String> kept = new ArrayList<>();
		for (int i = 0; i < arguments.size(); i++) {
			String argument = arguments.get(i);
			if (masked.get(i).equals(argument)) {
				kept.add(argument);
				continue;
			}
			boolean isValue = !argument.startsWith("-") && !kept.isEmpty() && i > 0 && kept.getLast().equals(arguments.get(i - 1)) //$NON-NLS-1$
					&& kept.getLast().startsWith("--"); //$NON-NLS-1$
			int equals = argument.indexOf('=');
			omitted.add(isValue ? kept.removeLast()
					: argument.startsWith("-") && equals > 0 ? argument.substring(0, equals) : NLS.bind(Messages.secretFree_argument, i + 1)); //$NON-NLS-1$
		}
		return kept;
	}

	private static void strip(JsonElement element, List<String> omitted) {
		if (element instanceof JsonObject object)
			for (String name : List.copyOf(object.keySet()))
				if (Secrets.isSecret(name)) {
					omitted.add(name);
					object.remove(name);
				} else {
					strip(object.get(name), omitted);
				}
		else if (element instanceof JsonArray array)
			array.forEach(child -> strip(child, omitted));
	}
}
