// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.internal.execution;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.creativestudio.comfyui.embedded.internal.json.PythonJson;
import org.creativestudio.comfyui.embedded.internal.nodes.InputSpec;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeInputs;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeRegistry;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeResult;
import org.creativestudio.comfyui.embedded.internal.nodes.NodeType;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Results of the last prompt's nodes by what went into them: the node's type, its values and, in the same way, the nodes that
 * it is linked to. Used by the one thread that executes.
 */
final class ResultCache {

	private final NodeRegistry registry;
	private final Map<String, NodeResult> results = new HashMap<>();
	private Map<String, String> signatures = new HashMap<>();

	ResultCache(NodeRegistry registry) {
		this.registry = registry;
	}

	/** Forgets what the new prompt doesn't need. */
	void prepare(JsonObject prompt, Iterable<String> outputs) {
		signatures = new HashMap<>();
		for (String output : outputs) {
			signature(prompt, output);
		}
		results.keySet().retainAll(signatures.values());
	}

	@Nullable NodeResult get(String nodeId) {
		String signature = signatures.get(nodeId);
		return signature == null ? null : results.get(signature);
	}

	void put(String nodeId, NodeResult result) {
		String signature = signatures.get(nodeId);
		if (signature != null) {
			results.put(signature, result);
		}
	}

	void clear() {
		results.clear();
	}

	private String signature(JsonObject prompt, String id) {
		String known = signatures.get(id);
		if (known != null) {
			return known;
		}
		NodeType type = registry.find(Links.classType(prompt, id));
		if (type == null) {
			throw new IllegalStateException("class types were validated before");
		}
		JsonObject inputs = Links.inputs(prompt, id);
		StringBuilder text = new StringBuilder(Links.classType(prompt, id));
		Map<String, Object> plain = new TreeMap<>();
		for (InputSpec spec : type.schema().inputs()) {
			JsonElement value = inputs.get(spec.name());
			if (value != null) {
				Links.Link link = Links.of(value);
				text.append('\n').append(spec.name()).append('=');
				if (link != null) {
					text.append('<').append(signature(prompt, link.node())).append(',').append(link.slot());
				} else {
					text.append(PythonJson.dumps(value));
					plain.put(spec.name(), ValueConversion.toJava(value));
				}
			}
		}
		String token = type.changeToken(new NodeInputs(plain));
		text.append('\n').append(token == null ? UUID.randomUUID() : token);
		String signature = digest(text.toString());
		signatures.put(id, signature);
		return signature;
	}

	private static String digest(String text) {
		try {
			return HexFormat.of()
					.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}
}
