// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.embedded.internal.nodes.InputSpec;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeType;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Checks a prompt before it is queued, with ComfyUI's error types and texts. Converts the values in place, as ComfyUI does:
 * {@code "64"} is 64 in the queue.
 */
public final class PromptValidator {

	/** Python gives up at about this depth; so deep a chain and a cycle end alike. */
	private static final int MAX_DEPTH = 900;
	private static final int MAX_LISTED_CHOICES = 20;
	/** ComfyUI has no limit; the time and the events of a prompt grow with the square of its nodes. */
	private static final int MAX_NODES = 20_000;
	/** ComfyUI names each output beside each wrong node, which may be more than fits into memory. */
	private static final int MAX_DEPENDENT_OUTPUTS = 100_000;

	private final NodeRegistry registry;

	public PromptValidator(NodeRegistry registry) {
		this.registry = registry;
	}

	/**
	 * @param targets the output nodes to run, or null for all
	 */
	public ValidationResult validate(JsonObject prompt, @Nullable Set<String> targets) {
		if (prompt.size() > MAX_NODES) {
			return ValidationResult.failed("invalid_prompt", "This server runs prompts of up to " + MAX_NODES + " nodes.",
					"The prompt has " + prompt.size() + " nodes", new JsonObject());
		}
		List<String> outputs = new ArrayList<>();
		for (String id : prompt.keySet()) {
			JsonElement classType = prompt.getAsJsonObject(id).get("class_type");
			if (classType == null) {
				return ValidationResult.failed("invalid_prompt",
						"Cannot execute because a node is missing the class_type property.", "Node ID '#" + id + "'",
						new JsonObject());
			}
			NodeType type = registry.find(classType.getAsString());
			if (type == null) {
				return ValidationResult.failed("invalid_prompt",
						"Cannot execute because node " + classType.getAsString() + " does not exist.", "Node ID '#" + id + "'",
						new JsonObject());
			}
			if (type.schema().outputNode() && (targets == null || targets.contains(id))) {
				outputs.add(id);
			}
		}
		if (outputs.isEmpty()) {
			return ValidationResult.failed("prompt_no_outputs", "Prompt has no outputs", "", new JsonObject());
		}
		return new Run(prompt).outputs(outputs);
	}

	/** What Python would raise while looking at the prompt. */
	private static final class Raised extends Exception {
		private static final long serialVersionUID = 1L;
		final String type;

		Raised(String type, String message) {
			super(message);
			this.type = type;
		}
	}

	private record Verdict(boolean valid, List<JsonObject> reasons) {
	}

	private final class Run {
		private final JsonObject prompt;
		private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
		private final Set<String> inProgress = new HashSet<>();
		private int dependentOutputs;

		Run(JsonObject prompt) {
			this.prompt = prompt;
		}

		ValidationResult outputs(List<String> outputs) {
			List<String> good = new ArrayList<>();
			List<String> reasons = new ArrayList<>();
			JsonObject nodeErrors = new JsonObject();
			for (String output : outputs) {
				Verdict verdict;
				try {
					verdict = node(output, 0);
				} catch (Raised e) {
					inProgress.clear();
					JsonObject extra = new JsonObject();
					extra.addProperty("exception_type", e.type);
					extra.add("traceback", new JsonArray());
					verdict = new Verdict(false, List.of(ValidationResult.error("exception_during_validation",
							"Exception when validating node", String.valueOf(e.getMessage()), extra)));
					verdicts.put(output, verdict);
				}
				if (verdict.valid) {
					good.add(output);
				} else {
					verdict.reasons.forEach(r -> reasons.add(r.get("message").getAsString() + ": " + r.get("details").getAsString()));
					collect(nodeErrors, output);
				}
			}
			if (good.isEmpty()) {
				return ValidationResult.failed("prompt_outputs_failed_validation", "Prompt outputs failed validation",
						String.join("\n", reasons), nodeErrors);
			}
			return new ValidationResult(null, good, nodeErrors);
		}

		private void collect(JsonObject nodeErrors, String output) {
			verdicts.forEach((id, verdict) -> {
				if (!verdict.valid && !verdict.reasons.isEmpty()) {
					JsonObject errors = nodeErrors.getAsJsonObject(id);
					if (errors == null) {
						errors = new JsonObject();
						JsonArray list = new JsonArray();
						verdict.reasons.forEach(list::add);
						errors.add("errors", list);
						errors.add("dependent_outputs", new JsonArray());
						errors.addProperty("class_type", Links.classType(prompt, id));
						nodeErrors.add(id, errors);
					}
					if (dependentOutputs++ < MAX_DEPENDENT_OUTPUTS) {
						errors.getAsJsonArray("dependent_outputs").add(output);
					}
				}
			});
		}

		private Verdict node(String id, int depth) throws Raised {
			Verdict known = verdicts.get(id);
			if (known != null) {
				return known;
			}
			if (depth > MAX_DEPTH || !inProgress.add(id)) {
				throw new Raised("RecursionError", "maximum recursion depth exceeded: the nodes form a cycle or too long a chain");
			}
			JsonElement inputsElement = Links.node(prompt, id).get("inputs");
			if (inputsElement == null) {
				throw new Raised("KeyError", "'inputs'");
			}
			if (!inputsElement.isJsonObject()) {
				throw new Raised("TypeError", "inputs is no object");
			}
			JsonObject inputs = inputsElement.getAsJsonObject();
			NodeType type = type(id);
			List<JsonObject> errors = new ArrayList<>();
			boolean valid = true;
			for (InputSpec spec : type.schema().inputs()) {
				JsonElement value = inputs.get(spec.name());
				if (value == null) {
					if (spec.required()) {
						JsonObject extra = new JsonObject();
						extra.addProperty("input_name", spec.name());
						errors.add(ValidationResult.error("required_input_missing", "Required input is missing", spec.name(), extra));
					}
				} else if (value instanceof JsonArray link) {
					valid &= link(spec, link, errors, depth);
				} else {
					value(type, spec, inputs, value, errors);
				}
			}
			inProgress.remove(id);
			Verdict cycle = verdicts.get(id);
			if (cycle != null) {
				// this node was met again below itself, and why that is wrong is kept
				errors.addAll(cycle.reasons);
			}
			Verdict verdict = new Verdict(valid && errors.isEmpty(), errors);
			verdicts.put(id, verdict);
			return verdict;
		}

		private NodeType type(String id) {
			NodeType type = registry.find(Links.classType(prompt, id));
			if (type == null) {
				throw new IllegalStateException("class types were checked before");
			}
			return type;
		}

		private boolean link(InputSpec spec, JsonArray link, List<JsonObject> errors, int depth) throws Raised {
			JsonObject extra = about(spec);
			if (link.size() != 2) {
				extra.add("received_value", link);
				errors.add(ValidationResult.error("bad_linked_input",
						"Bad linked input, must be a length-2 list of [node_id, slot_index]", spec.name(), extra));
				return true;
			}
			Links.Link target = Links.of(link);
			if (target == null) {
				throw new Raised("TypeError", "tuple indices must be integers or slices, in link " + PythonJson.dumps(link));
			}
			if (!prompt.has(target.node())) {
				throw new Raised("KeyError", "'" + target.node() + "'");
			}
			List<String> types = type(target.node()).schema().outputs();
			int slot = target.slot() < 0 ? target.slot() + types.size() : target.slot();
			if (slot < 0 || slot >= types.size()) {
				throw new Raised("IndexError", "tuple index out of range");
			}
			String received = types.get(slot);
			if (!received.equals(spec.type())) {
				extra.addProperty("received_type", received);
				extra.add("linked_node", link);
				errors.add(ValidationResult.error("return_type_mismatch", "Return type mismatch between linked nodes",
						spec.name() + ", received_type(" + received + ") mismatch input_type(" + inputType(spec) + ")", extra));
				return true;
			}
			try {
				return node(target.node(), depth + 1).valid;
			} catch (Raised e) {
				inProgress.remove(target.node());
				extra.addProperty("exception_message", e.getMessage());
				extra.addProperty("exception_type", e.type);
				extra.add("traceback", new JsonArray());
				extra.add("linked_node", link);
				verdicts.put(target.node(), new Verdict(false, List.of(ValidationResult.error("exception_during_inner_validation",
						"Exception when validating inner node", String.valueOf(e.getMessage()), extra))));
				return false;
			}
		}

		private void value(NodeType type, InputSpec spec, JsonObject inputs, JsonElement given, List<JsonObject> errors) {
			JsonElement value = given instanceof JsonObject wrapped && wrapped.has("__value__") ? wrapped.get("__value__") : given;
			JsonObject extra = about(spec);
			if (spec.isLink()) {
				// ComfyUI lets such a value through, and the node fails on it
				return;
			}
			try {
				value = ValueConversion.convert(value, spec.type());
			} catch (ValueConversion.NotConvertible e) {
				extra.add("received_value", value);
				extra.addProperty("exception_message", e.getMessage());
				errors.add(ValidationResult.error("invalid_input_type",
						"Failed to convert an input value to a " + spec.type() + " value",
						spec.name() + ", " + text(value) + ", " + e.getMessage(), extra));
				return;
			}
			inputs.add(spec.name(), value);
			extra.add("received_value", value);
			if (type.checksItself(spec.name())) {
				String complaint = value.isJsonPrimitive() ? type.checkInput(spec.name(), value.getAsString()) : "not a text";
				if (complaint != null) {
					errors.add(ValidationResult.error("custom_validation_failed", "Custom validation failed for node",
							spec.name() + " - " + complaint, extra));
				}
				return;
			}
			if (outOfRange(spec, value, "min", -1)) {
				errors.add(ValidationResult.error("value_smaller_than_min",
						"Value " + text(value) + " smaller than min of " + text(spec.extra().get("min")), spec.name(), extra));
			} else if (outOfRange(spec, value, "max", 1)) {
				errors.add(ValidationResult.error("value_bigger_than_max",
						"Value " + text(value) + " bigger than max of " + text(spec.extra().get("max")), spec.name(), extra));
			}
			choice(spec, value, extra, errors);
		}

		private boolean outOfRange(InputSpec spec, JsonElement value, String limit, int sign) {
			JsonElement bound = spec.extra().get(limit);
			return bound != null && value instanceof JsonPrimitive p && p.isNumber()
					&& Integer.signum(new BigDecimal(p.getAsString()).compareTo(new BigDecimal(bound.getAsString()))) == sign;
		}

		private void choice(InputSpec spec, JsonElement value, JsonObject extra, List<JsonObject> errors) {
			Supplier<List<String>> options = spec.options();
			if (options == null) {
				return;
			}
			List<String> choices = options.get();
			if (value instanceof JsonPrimitive p && p.isString() && choices.contains(p.getAsString())) {
				return;
			}
			boolean many = choices.size() > MAX_LISTED_CHOICES;
			if (many) {
				extra.add("input_config", null);
			}
			errors.add(ValidationResult.error("value_not_in_list", "Value not in list", spec.name() + ": '" + text(value)
					+ "' not in " + (many ? "(list of length " + choices.size() + ")" : PythonJson.repr(choices)), extra));
		}

		private JsonObject about(InputSpec spec) {
			JsonObject extra = new JsonObject();
			extra.addProperty("input_name", spec.name());
			extra.add("input_config", spec.config());
			return extra;
		}

		private String inputType(InputSpec spec) {
			Supplier<List<String>> options = spec.options();
			return options == null || spec.named() ? spec.type() : PythonJson.repr(options.get());
		}

		private String text(JsonElement value) {
			return value instanceof JsonPrimitive p
					? p.isBoolean() ? p.getAsBoolean() ? "True" : "False" : p.getAsString()
					: value.isJsonNull() ? "None" : PythonJson.dumps(value);
		}
	}
}
