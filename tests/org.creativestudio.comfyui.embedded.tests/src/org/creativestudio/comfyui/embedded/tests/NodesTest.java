// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.embedded.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.creativestudio.comfyui.embedded.internal.image.Blur;
import org.creativestudio.comfyui.embedded.internal.image.Resampling;
import org.creativestudio.comfyui.embedded.internal.image.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The pixels that come out of the nodes, and the files that carry them. */
class NodesTest {

	@TempDir
	private static Path directory;
	private static TestServer server;

	@BeforeAll
	static void start() throws Exception {
		server = TestServer.start(directory);
		BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB);
		for (int x = 0; x < 4; x++) {
			image.setRGB(x, 0, 0xFF000000 | x * 0x40 << 16);
			image.setRGB(x, 1, 0x800000FF);
		}
		ImageIO.write(image, "png", directory.resolve("input/in.png").toFile());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static String node(String type, String inputs) {
		return "{\"class_type\": \"" + type + "\", \"inputs\": {" + inputs.replace('\'', '"') + "}}";
	}

	private static String empty(int width, int height, int color) {
		return node("EmptyImage", "'width': " + width + ", 'height': " + height + ", 'batch_size': 1, 'color': " + color);
	}

	/** Runs the nodes, the last of which is saved, and returns the first image. */
	private static BufferedImage image(String... nodes) throws Exception {
		JsonObject entry = run("p", nodes);
		JsonObject file = entry.getAsJsonObject("outputs").getAsJsonObject("s").getAsJsonArray("images").get(0).getAsJsonObject();
		byte[] bytes = server.bytes("/view?filename=" + file.get("filename").getAsString() + "&type=output&subfolder="
				+ file.get("subfolder").getAsString()).body();
		return ImageIO.read(new ByteArrayInputStream(bytes));
	}

	private static JsonObject run(String prefix, String... nodes) throws Exception {
		StringBuilder graph = new StringBuilder("{");
		for (int i = 0; i < nodes.length; i++) {
			graph.append('"').append(i + 1).append("\": ").append(nodes[i]).append(", ");
		}
		graph.append("\"s\": ").append(node("SaveImage", "'images': ['" + nodes.length + "', 0], 'filename_prefix': '" + prefix + "'"))
				.append('}');
		return server.run(graph.toString());
	}

	private static int rgb(BufferedImage image, int x, int y) {
		return image.getRGB(x, y) & 0xFFFFFF;
	}

	@Test
	void emptyImageHasItsColourAndInvertTurnsIt() throws Exception {
		assertThat(rgb(image(empty(3, 2, 0x336699)), 2, 1)).isEqualTo(0x336699);
		assertThat(rgb(image(empty(3, 2, 0xFF8000), node("ImageInvert", "'image': ['1', 0]")), 0, 0))
				.as("1 - 128/255 is a little less than 127/255 in 32 bits, and ComfyUI cuts off").isEqualTo(0x007EFF);
	}

	@ParameterizedTest
	@CsvSource({ "nearest-exact, 0 0 64 64 128 128 192 192", "bilinear, 0 16 48 80 112 144 176 192",
			"bicubic, 0 9 46 80 112 146 182 198" })
	void scalingDoublesARow(String method, String reds) throws Exception {
		BufferedImage scaled = image(node("LoadImage", "'image': 'in.png'"), node("ImageCrop", "'image': ['1', 0], 'width': 4, 'height': 1, 'x': 0, 'y': 0"),
				node("ImageScale", "'image': ['2', 0], 'upscale_method': '" + method + "', 'width': 8, 'height': 1, 'crop': 'disabled'"));
		String[] expected = reds.split(" ");
		for (int x = 0; x < 8; x++) {
			assertThat(rgb(scaled, x, 0) >> 16).as("x = " + x).isCloseTo(Integer.parseInt(expected[x]), within(4));
		}
	}

	@Test
	void areaAveragesAndLanczosKeepsAPlainImagePlain() throws Exception {
		BufferedImage half = image(node("LoadImage", "'image': 'in.png'"),
				node("ImageScale", "'image': ['1', 0], 'upscale_method': 'area', 'width': 2, 'height': 2, 'crop': 'disabled'"));
		assertThat(rgb(half, 0, 0) >> 16).isEqualTo(0x20);
		assertThat(rgb(half, 1, 0) >> 16).isEqualTo(0xA0);
		BufferedImage plain = image(empty(16, 16, 0x123456),
				node("ImageScaleBy", "'image': ['1', 0], 'upscale_method': 'lanczos', 'scale_by': 0.5"));
		assertThat(plain.getWidth()).isEqualTo(8);
		assertThat(rgb(plain, 3, 3)).isEqualTo(0x123456);
	}

	@Test
	void centerCropKeepsTheMiddle() {
		Tensor wide = Tensor.allocate(1, 1, 4, 1);
		System.arraycopy(new float[] { 0f, 0.25f, 0.5f, 0.75f }, 0, wide.data(), 0, 4);
		assertThat(Resampling.scale(wide, 2, 1, "nearest-exact", true).data()).containsExactly(0.25f, 0.5f);
	}

	@ParameterizedTest
	@CsvSource({ "normal, 40", "multiply, 20", "screen, 9F", "overlay, 40", "soft_light, 5F", "difference, 40" })
	void blendModes(String mode, String expected) throws Exception {
		// 0x80 below, 0x40 above, fully applied
		int value = rgb(image(empty(2, 2, 0x808080), empty(2, 2, 0x404040),
				node("ImageBlend", "'image1': ['1', 0], 'image2': ['2', 0], 'blend_factor': 1.0, 'blend_mode': '" + mode + "'")), 0, 0)
				& 0xFF;
		assertThat(value).isCloseTo(Integer.parseInt(expected, 16), within(1));
	}

	@Test
	void blurMirrorsAtTheEdge() {
		Tensor row = Tensor.allocate(1, 2, 3, 1);
		System.arraycopy(new float[] { 1, 0, 0, 1, 0, 0 }, 0, row.data(), 0, 6);
		// a kernel so wide that its three weights are almost equal
		Tensor blurred = Blur.gaussian(row, 1, 10);
		assertThat(blurred.get(0, 0, 0, 0)).isCloseTo(0.334f, within(0.002f));
		assertThat(blurred.get(0, 0, 1, 0)).isCloseTo(0.333f, within(0.002f));
		assertThat(blurred.get(0, 0, 2, 0)).isZero();
	}

	@Test
	void compositeWithMaskAndBatch() throws Exception {
		BufferedImage image = image(empty(4, 4, 0x000000), empty(2, 2, 0xFFFFFF),
				node("SolidMask", "'value': 0.5, 'width': 2, 'height': 2"), node("ImageCompositeMasked",
						"'destination': ['1', 0], 'source': ['2', 0], 'mask': ['3', 0], 'x': 3, 'y': 1, 'resize_source': false"));
		assertThat(rgb(image, 2, 1)).isZero();
		assertThat(rgb(image, 3, 1)).isEqualTo(0x7F7F7F);
		JsonObject entry = run("batch", empty(4, 4, 1), empty(2, 2, 2), node("ImageBatch", "'image1': ['1', 0], 'image2': ['2', 0]"));
		assertThat(entry.getAsJsonObject("outputs").getAsJsonObject("s").getAsJsonArray("images")).hasSize(2);
	}

	@Test
	void loadedMaskIsInvertedAlpha() throws Exception {
		BufferedImage mask = image(node("LoadImage", "'image': 'in.png'"), node("MaskToImage", "'mask': ['1', 1]"));
		assertThat(rgb(mask, 0, 0)).isZero();
		assertThat(rgb(mask, 0, 1)).isEqualTo(0x7E7E7E);
	}

	@Test
	void savedImageCarriesPromptAndWorkflow() throws Exception {
		String graph = "{\"1\": " + empty(2, 2, 5) + ", \"s\": "
				+ node("SaveImage", "'images': ['1', 0], 'filename_prefix': 'deep/%width%x%height%'") + "}";
		String body = "{\"client_id\": \"m\", \"prompt\": " + graph + ", \"extra_data\": {\"extra_pnginfo\": {\"workflow\": {\"n\": \"\u00fc\"}}}}";
		try (EventLog events = EventLog.connect(server, "m", null)) {
			String id = JsonParser.parseString(server.post("/prompt", body).body()).getAsJsonObject().get("prompt_id").getAsString();
			events.awaitEnd(id);
		}
		Map<String, String> text = chunks(Files.readAllBytes(directory.resolve("output/deep/2x2_00001_.png")));
		assertThat(JsonParser.parseString(text.get("prompt"))).isEqualTo(JsonParser.parseString(graph));
		assertThat(text.get("workflow")).isEqualTo("{\"n\": \"\\u00fc\"}");
	}

	private static Map<String, String> chunks(byte[] png) {
		Map<String, String> text = new LinkedHashMap<>();
		java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(png).position(8);
		while (in.hasRemaining()) {
			byte[] data = new byte[in.getInt()];
			byte[] type = new byte[4];
			in.get(type).get(data).getInt();
			if (new String(type, StandardCharsets.US_ASCII).equals("tEXt")) {
				String[] parts = new String(data, StandardCharsets.ISO_8859_1).split("\0", 2);
				text.put(parts[0], parts[1]);
			}
		}
		return text;
	}

	@Test
	void previewGoesToTempAndCachedNodesDoNotRunAgain() throws Exception {
		String graph = "{\"1\": " + empty(2, 2, 77) + ", \"s\": " + node("PreviewImage", "'images': ['1', 0]") + "}";
		JsonObject image = server.run(graph).getAsJsonObject("outputs").getAsJsonObject("s").getAsJsonArray("images").get(0)
				.getAsJsonObject();
		assertThat(image.get("type").getAsString()).isEqualTo("temp");
		assertThat(image.get("filename").getAsString()).matches("ComfyUI_temp_[a-z]{5}_00001_\\.png");
		assertThat(server.run(graph).toString()).contains("{\"nodes\":[\"1\",\"s\"]");
		server.post("/free", "{\"free_memory\": true}");
		assertThat(server.run(graph).toString()).contains("{\"nodes\":[]");
	}

	@Test
	void aChangedInputFileIsReadAgain() throws Exception {
		Path file = directory.resolve("input/change.png");
		Files.copy(directory.resolve("input/in.png"), file);
		String graph = "{\"1\": " + node("LoadImage", "'image': 'change.png'") + ", \"s\": "
				+ node("SaveImage", "'images': ['1', 0], 'filename_prefix': 'change'") + "}";
		server.run(graph);
		BufferedImage other = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
		ImageIO.write(other, "png", file.toFile());
		assertThat(server.run(graph).toString()).contains("{\"nodes\":[]");
	}

	@Test
	void prefixesStayInTheOutputDirectory() throws Exception {
		for (String prefix : new String[] { "../evil", "a/../../evil", directory + "/evil" }) {
			JsonObject entry = run(prefix, empty(2, 2, 9));
			assertThat(entry.getAsJsonObject("status").get("status_str").getAsString()).as(prefix).isEqualTo("error");
			assertThat(entry.toString()).contains("outside the output folder");
		}
		try (Stream<Path> files = Files.walk(directory)) {
			assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.startsWith("evil"));
		}
	}

	@Test
	void tooBigAnImageIsAnErrorNotTheEnd() throws Exception {
		JsonObject entry = run("big", node("EmptyImage", "'width': 16384, 'height': 16384, 'batch_size': 4096, 'color': 1"));
		assertThat(entry.toString()).contains("torch.OutOfMemoryError").contains("Not enough memory");
		assertThat(rgb(image(empty(1, 1, 3)), 0, 0)).isEqualTo(3);
	}
}
