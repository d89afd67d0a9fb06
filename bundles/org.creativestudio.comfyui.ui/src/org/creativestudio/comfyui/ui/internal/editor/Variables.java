// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.Secrets;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The environment variables of an instance as the dialog holds them: the secret ones with what was typed for them just now, which
 * goes to secure storage and never into a configuration. Immutable.
 */
public record Variables(List<Variable> all) {

	/** None. */
	public static final Variables NONE = new Variables(List.of());
	/** As many as are taken from a text. */
	static final int MAX = 1000;

	/**
	 * One of them.
	 *
	 * @param value  empty for a secret whose value is in secure storage and was not typed anew
	 * @param secret whether its value goes to secure storage
	 * @param stored whether secure storage has a value already, which stays when none is typed
	 */
	public record Variable(String name, String value, boolean secret, boolean stored) {
		/** What may be shown of the value. */
		public String shown() {
			return secret || Secrets.isSecret(name) ? value.isEmpty() && !stored ? "" : Secrets.MASK : value; //$NON-NLS-1$
		}

		/** Hides the value. */
		@Override
		public String toString() {
			return name + '=' + shown();
		}
	}

	public Variables {
		all = List.copyOf(all);
	}

	/** Those of a configuration; what was typed for secrets before is kept. */
	public Variables shown(InstanceConfiguration configuration) {
		List<Variable> shown = new ArrayList<>();
		configuration.environment().forEach((name, value) -> shown.add(new Variable(name, value, false, false)));
		for (String name : configuration.secrets()) {
			Variable before = find(name);
			shown.add(new Variable(name, before == null ? "" : before.value(), true, before == null || before.stored() || before.value().isEmpty())); //$NON-NLS-1$
		}
		return new Variables(shown);
	}

	@Nullable
	Variable find(String name) {
		return all.stream().filter(variable -> variable.name().equals(name)).findFirst().orElse(null);
	}

	/** With one more, or in place of that of the same name. */
	public Variables with(Variable added) {
		List<Variable> changed = new ArrayList<>(all);
		changed.replaceAll(variable -> variable.name().equals(added.name()) ? added : variable);
		if (find(added.name()) == null)
			changed.add(added);
		return new Variables(changed);
	}

	public Variables without(String name) {
		return new Variables(all.stream().filter(variable -> !variable.name().equals(name)).toList());
	}

	/** How many variables of a text are beyond what is taken of one. */
	public static int leftOut(Map<String, String> text) {
		return Math.max(0, text.size() - MAX);
	}

	/** With those of a pasted text, the first of very many; which look like secrets are marked so, if there is where to keep them. */
	public Variables pasted(Map<String, String> text, boolean secretsAvailable) {
		Variables result = this;
		int count = 0;
		for (Map.Entry<String, String> variable : text.entrySet())
			if (count++ < MAX)
				result = result.with(new Variable(variable.getKey(), variable.getValue(), secretsAvailable && Secrets.isSecret(variable.getKey()), false));
		return result;
	}

	public Map<String, String> environment() {
		Map<String, String> environment = new LinkedHashMap<>();
		all.stream().filter(variable -> !variable.secret()).forEach(variable -> environment.put(variable.name(), variable.value()));
		return environment;
	}

	public List<String> secrets() {
		return all.stream().filter(Variable::secret).map(Variable::name).toList();
	}

	/** What is to be put into secure storage. Not to be logged or shown. */
	public Map<String, String> typedSecrets() {
		Map<String, String> typed = new LinkedHashMap<>();
		all.stream().filter(variable -> variable.secret() && !variable.value().isEmpty())
				.forEach(variable -> typed.put(variable.name(), variable.value()));
		return typed;
	}
}
