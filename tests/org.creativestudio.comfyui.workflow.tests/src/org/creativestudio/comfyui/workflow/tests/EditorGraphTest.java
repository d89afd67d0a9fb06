// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.client.NodeInfo;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.internal.EditorGraph;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The editor's format becomes what the web editor would send. */
class EditorGraphTest {

	private static final Map<String, NodeInfo> CLASSES = Map.of( //
			"Source", info("Source", true, input("width", "INT", "{\"default\": 512}"), input("name", "STRING", "{}")), //
			"Sampler", info("Sampler", false, input("image", "IMAGE", "{}"),
					input("seed", "INT", "{\"control_after_generate\": true}"), input("steps", "INT", "{}"), input("mode", "COMBO", "{}")), //
			"Save", info("Save", true, input("images", "IMAGE", "{}"), input("prefix", "STRING", "{\"default\": \"ComfyUI\"}")));

	private static NodeInfo.Input input(String name, String type, String options) {
		return new NodeInfo.Input(name, type, List.of(), JsonParser.parseString(options).getAsJsonObject(), true);
	}

	private static NodeInfo info(String name, boolean output, NodeInfo.Input... inputs) {
		return new NodeInfo(name, name + " title", "c", List.of(inputs), List.of("IMAGE"), output);
	}

	private static JsonObject convert(String nodes, String links) throws WorkflowFormatException {
		JsonObject graph = JsonParser.parseString("{\"nodes\": [" + nodes + "], \"links\": [" + links + "]}").getAsJsonObject();
		return EditorGraph.toApi("w.json", graph, CLASSES);
	}

	private static JsonObject inputs(JsonObject api, String node) {
		return api.getAsJsonObject(node).getAsJsonObject("inputs");
	}

	private static final String SOURCE = "{\"id\": 1, \"type\": \"Source\", \"widgets_values\": [64, \"x\"]}";
	private static final String SAVE = "{\"id\": 9, \"type\": \"Save\", \"title\": \"Mine\", \"inputs\": [{\"name\": \"images\", \"type\": \"IMAGE\", \"link\": %d}]}";

	@Test
	void widgetsGoByTheOrderOfInputsAndTheSeedsControlIsNone() throws Exception {
		JsonObject api = convert(SOURCE + ","
				+ "{\"id\": 2, \"type\": \"Sampler\", \"inputs\": [{\"name\": \"image\", \"link\": 5}], \"widgets_values\": [7, \"randomize\", 20, \"fast\"]},"
				+ SAVE.formatted(6) + ",{\"id\": 3, \"type\": \"Note\"}", "[5, 1, 0, 2, 0, \"IMAGE\"], [6, 2, 0, 9, 0, \"IMAGE\"]");
		assertThat(api.keySet()).containsExactly("1", "2", "9");
		assertThat(inputs(api, "1")).isEqualTo(JsonParser.parseString("{\"width\": 64, \"name\": \"x\"}"));
		assertThat(inputs(api, "2"))
				.isEqualTo(JsonParser.parseString("{\"image\": [\"1\", 0], \"seed\": 7, \"steps\": 20, \"mode\": \"fast\"}"));
		assertThat(inputs(api, "9")).isEqualTo(JsonParser.parseString("{\"images\": [\"2\", 0], \"prefix\": \"ComfyUI\"}"));
		assertThat(api.getAsJsonObject("9").getAsJsonObject("_meta").get("title").getAsString()).isEqualTo("Mine");
	}

	@Test
	void reroutesPrimitivesAndConvertedWidgets() throws Exception {
		JsonObject api = convert(
				"{\"id\": 1, \"type\": \"Source\", \"widgets_values\": [64, \"x\"], \"inputs\": [{\"name\": \"width\", \"link\": 8, \"widget\": {\"name\": \"width\"}}]},"
						+ "{\"id\": 4, \"type\": \"PrimitiveNode\", \"widgets_values\": [128, \"fixed\"]},"
						+ "{\"id\": 5, \"type\": \"Reroute\", \"inputs\": [{\"name\": \"\", \"type\": \"*\", \"link\": 2}]}," + SAVE.formatted(3),
				"[8, 4, 0, 1, 0, \"INT\"], [2, 1, 0, 5, 0, \"*\"], {\"id\": 3, \"origin_id\": 5, \"origin_slot\": 0, \"target_id\": 9, \"target_slot\": 0, \"type\": \"IMAGE\"}");
		assertThat(inputs(api, "1").get("width").getAsInt()).isEqualTo(128);
		assertThat(inputs(api, "1").get("name").getAsString()).isEqualTo("x");
		assertThat(inputs(api, "9").get("images")).isEqualTo(JsonParser.parseString("[\"1\", 0]"));
	}

	@Test
	void bypassedNodesHandOnAndMutedOnesEnd() throws Exception {
		String sampler = "{\"id\": 2, \"type\": \"Sampler\", \"mode\": %d, \"inputs\": [{\"name\": \"image\", \"type\": \"IMAGE\", \"link\": 5}], \"outputs\": [{\"type\": \"IMAGE\"}]}";
		String links = "[5, 1, 0, 2, 0, \"IMAGE\"], [6, 2, 0, 9, 0, \"IMAGE\"]";
		JsonObject bypassed = convert(SOURCE + "," + sampler.formatted(4) + "," + SAVE.formatted(6), links);
		assertThat(bypassed.keySet()).containsExactly("1", "9");
		assertThat(inputs(bypassed, "9").get("images")).isEqualTo(JsonParser.parseString("[\"1\", 0]"));
		JsonObject muted = convert(SOURCE + "," + sampler.formatted(2) + "," + SAVE.formatted(6), links);
		assertThat(inputs(muted, "9").has("images")).isFalse();
	}

	@Test
	void whatCanNotBeConvertedIsSaidWithAdvice() {
		assertThatThrownBy(() -> convert("{\"id\": 1, \"type\": \"Exotic\"}", "")).isInstanceOf(WorkflowFormatException.class)
				.hasMessageContaining("Exotic").hasMessageContaining("node 1").hasMessageContaining("custom node");
		assertThatThrownBy(() -> convert("{\"id\": 1, \"type\": \"workflow/Mine\"}", "")).hasMessageContaining("group node").hasMessageContaining("Export (API)");
		assertThatThrownBy(() -> convert("{\"id\": 1, \"type\": \"Note\"}", "")).hasMessageContaining("no node that would run");
		assertThatThrownBy(() -> convert("{\"id\": 5, \"type\": \"Reroute\", \"inputs\": [{\"link\": 2}]}," + SAVE.formatted(2),
				"[2, 5, 0, 5, 0, \"*\"]")).hasMessageContaining("circle");
		assertThatThrownBy(() -> convert(SOURCE, "[1, 1, \"x\", 9, 0, \"IMAGE\"]")).isInstanceOf(WorkflowFormatException.class);
	}

	/** A sampler behind a reroute, its steps shown outside, its image from outside. */
	private static final String SUBGRAPH = """
			{"id": "11111111-aaaa", "name": "Mine", "inputNode": {"id": -10}, "outputNode": {"id": -20},
			"inputs": [{"name": "picture", "type": "IMAGE"}, {"name": "steps", "type": "INT"}], "outputs": [{"name": "IMAGE", "type": "IMAGE"}],
			"nodes": [{"id": 3, "type": "Sampler", "widgets_values": [5, "fixed", 20, "plain"], "inputs": [
			{"name": "image", "type": "IMAGE", "link": 1}, {"name": "steps", "type": "INT", "link": 2, "widget": {"name": "steps"}}]},
			{"id": 4, "type": "Reroute", "inputs": [{"type": "*", "link": 3}]}],
			"links": [{"id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 3, "target_slot": 0, "type": "IMAGE"},
			{"id": 2, "origin_id": -10, "origin_slot": 1, "target_id": 3, "target_slot": 1, "type": "INT"},
			{"id": 3, "origin_id": 3, "origin_slot": 0, "target_id": 4, "target_slot": 0, "type": "IMAGE"},
			{"id": 4, "origin_id": 4, "origin_slot": 0, "target_id": -20, "target_slot": 0, "type": "IMAGE"}]}""";

	private static String use(int id, int mode, int image, String steps, String more) {
		return """
				{"id": %d, "type": "11111111-aaaa", "mode": %d, "inputs": [{"name": "picture", "type": "IMAGE", "link": %d},
				{"name": "steps", "type": "INT", "widget": {"name": "steps"}, "link": null}], "outputs": [{"type": "IMAGE"}],
				"widgets_values": [%s]%s}""".formatted(id, mode, image, steps, more);
	}

	private static JsonObject withSubgraph(String nodes, String links, String subgraphs) throws WorkflowFormatException {
		return EditorGraph.toApi("w.json", JsonParser.parseString("{\"nodes\": [" + nodes + "], \"links\": [" + links
				+ "], \"definitions\": {\"subgraphs\": [" + subgraphs + "]}}").getAsJsonObject(), CLASSES);
	}

	@Test
	void subgraphsAreUnfoldedEachUseForItself() throws Exception {
		JsonObject api = withSubgraph(SOURCE + "," + use(7, 0, 1, "33", "") + "," + use(8, 0, 2, "", "") + "," + SAVE.formatted(3),
				"[1, 1, 0, 7, 0, \"IMAGE\"], [2, 7, 0, 8, 0, \"IMAGE\"], [3, 8, 0, 9, 0, \"IMAGE\"]", SUBGRAPH);
		assertThat(api.keySet()).containsExactly("1", "7:3", "8:3", "9");
		assertThat(inputs(api, "7:3").get("image")).isEqualTo(JsonParser.parseString("[\"1\", 0]"));
		assertThat(inputs(api, "8:3").get("image")).as("from the other use").isEqualTo(JsonParser.parseString("[\"7:3\", 0]"));
		assertThat(inputs(api, "9").get("images")).isEqualTo(JsonParser.parseString("[\"8:3\", 0]"));
		assertThat(inputs(api, "7:3").get("steps").getAsInt()).as("shown outside").isEqualTo(33);
		assertThat(inputs(api, "8:3").get("steps").getAsInt()).as("its own").isEqualTo(20);
	}

	@Test
	void promotedWidgetsGoByTheirList() throws Exception {
		String proxies = ", \"properties\": {\"proxyWidgets\": [[\"3\", \"mode\"], [\"-1\", \"steps\"]]}";
		JsonObject api = withSubgraph(SOURCE + "," + use(7, 0, 1, "\"fancy\", 44", proxies) + "," + SAVE.formatted(3),
				"[1, 1, 0, 7, 0, \"IMAGE\"], [3, 7, 0, 9, 0, \"IMAGE\"]", SUBGRAPH);
		assertThat(inputs(api, "7:3").get("mode").getAsString()).isEqualTo("fancy");
		assertThat(inputs(api, "7:3").get("steps").getAsInt()).isEqualTo(44);
		JsonObject inside = withSubgraph(SOURCE + "," + use(7, 0, 1, "", proxies) + "," + SAVE.formatted(3),
				"[1, 1, 0, 7, 0, \"IMAGE\"], [3, 7, 0, 9, 0, \"IMAGE\"]", SUBGRAPH);
		assertThat(inputs(inside, "7:3").get("mode").getAsString()).isEqualTo("plain");
	}

	@Test
	void aSubgraphIsBypassedAndMutedAsAWhole() throws Exception {
		String links = "[1, 1, 0, 7, 0, \"IMAGE\"], [3, 7, 0, 9, 0, \"IMAGE\"]";
		JsonObject bypassed = withSubgraph(SOURCE + "," + use(7, 4, 1, "", "") + "," + SAVE.formatted(3), links, SUBGRAPH);
		assertThat(bypassed.keySet()).containsExactly("1", "9");
		assertThat(inputs(bypassed, "9").get("images")).isEqualTo(JsonParser.parseString("[\"1\", 0]"));
		JsonObject muted = withSubgraph(SOURCE + "," + use(7, 2, 1, "", "") + "," + SAVE.formatted(3), links, SUBGRAPH);
		assertThat(inputs(muted, "9").has("images")).isFalse();
	}

	@Test
	void aSubgraphInItselfIsRefused() {
		String endless = "{\"id\": \"22222222-bbbb\", \"nodes\": [{\"id\": 1, \"type\": \"22222222-bbbb\"}, {\"id\": 2, \"type\": \"22222222-bbbb\"}], \"links\": []}";
		assertThatThrownBy(() -> withSubgraph("{\"id\": 1, \"type\": \"22222222-bbbb\"}", "", endless)).isInstanceOf(WorkflowFormatException.class)
				.hasMessageContaining("subgraphs");
	}

	@Test
	void namedLinksAndListsAsValues() throws Exception {
		JsonObject api = convert(SOURCE + ", {\"id\": 5, \"type\": \"SetNode\", \"widgets_values\": [\"pic\"], \"inputs\": [{\"type\": \"IMAGE\", \"link\": 1}]},"
				+ "{\"id\": 6, \"type\": \"GetNode\", \"widgets_values\": [\"pic\"]}," + SAVE.formatted(2).replace("\"inputs\"", "\"widgets_values\": [[1, 2]], \"inputs\""),
				"[1, 1, 0, 5, 0, \"IMAGE\"], [2, 6, 0, 9, 0, \"IMAGE\"]");
		assertThat(inputs(api, "9").get("images")).isEqualTo(JsonParser.parseString("[\"1\", 0]"));
		assertThat(inputs(api, "9").get("prefix")).isEqualTo(JsonParser.parseString("{\"__value__\": [1, 2]}"));
	}
}
