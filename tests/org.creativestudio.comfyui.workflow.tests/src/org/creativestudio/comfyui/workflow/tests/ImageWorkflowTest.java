// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;

import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;
import org.creativestudio.comfyui.workflow.internal.WorkflowFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images as ComfyUI saves them bring their workflow along. */
class ImageWorkflowTest {

	private static final String PROMPT = "{\"1\": {\"class_type\": \"Source\", \"inputs\": {\"text\": \"K\u00fcche\"}}}";
	private static final String EDITOR = "{\"nodes\": [{\"id\": 1, \"type\": \"Source\"}], \"links\": []}";

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
	private Path file;

	@BeforeEach
	void place(@TempDir Path directory) {
		file = directory.resolve("image.png");
	}

	private void png(String... chunks) throws IOException {
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeLong(0x89504E470D0A1A0AL);
		chunk("IHDR", new byte[13]);
		for (int i = 0; i < chunks.length; i += 2)
			chunk(chunks[i], chunks[i + 1].getBytes(StandardCharsets.UTF_8));
		chunk("IEND", new byte[0]);
	}

	private void chunk(String type, byte[] data) throws IOException {
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeInt(data.length);
		out.writeBytes(type);
		out.write(data);
		out.writeInt(0);
	}

	private Workflow read() throws Exception {
		return WorkflowFiles.read(Files.write(file, bytes.toByteArray()));
	}

	@Test
	void whatRanIsPreferredToWhatWasDrawn() throws Exception {
		png("tEXt", "workflow\0" + EDITOR, "tEXt", "prompt\0" + PROMPT);
		Workflow workflow = read();
		assertThat(workflow.format()).isEqualTo(Format.API);
		assertThat(workflow.graph().toString()).contains("K\u00fcche");
		assertThat(workflow.file()).isEqualTo(file);
	}

	@Test
	void internationalAndPackedTexts() throws Exception {
		png("iTXt", "workflow\0\0\0\0\0" + EDITOR);
		assertThat(read().format()).isEqualTo(Format.EDITOR);
		bytes.reset();
		Deflater deflater = new Deflater();
		deflater.setInput(PROMPT.getBytes(StandardCharsets.UTF_8));
		deflater.finish();
		byte[] packed = new byte[1000];
		int length = deflater.deflate(packed);
		deflater.end();
		ByteBuffer data = ByteBuffer.allocate(8 + length).put("prompt\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(packed, 0, length);
		new DataOutputStream(bytes).writeLong(0x89504E470D0A1A0AL);
		chunk("zTXt", data.array());
		assertThat(read().format()).isEqualTo(Format.API);
	}

	@Test
	void webpKeepsThemInExif() throws Exception {
		byte[] text = ("prompt:" + PROMPT + "\0").getBytes(StandardCharsets.UTF_8);
		ByteBuffer exif = ByteBuffer.allocate(26 + text.length).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I').putShort((short) 42)
				.putInt(8).putShort((short) 1).putShort((short) 0x110).putShort((short) 2).putInt(text.length).putInt(26).putInt(0).put(text);
		ByteBuffer webp = ByteBuffer.allocate(12 + 8 + 4 + 8 + exif.capacity()).order(ByteOrder.LITTLE_ENDIAN)
				.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(0).put("WEBP".getBytes(StandardCharsets.ISO_8859_1))
				.put("VP8 ".getBytes(StandardCharsets.ISO_8859_1)).putInt(3).put(new byte[4]).put("EXIF".getBytes(StandardCharsets.ISO_8859_1))
				.putInt(exif.capacity()).put(exif.array());
		bytes.write(webp.array());
		Workflow workflow = read();
		assertThat(workflow.format()).isEqualTo(Format.API);
		assertThat(workflow.graph().toString()).contains("K\u00fcche");
	}

	@Test
	@Timeout(60)
	void aChunkOfNegativeLengthEndsTheReading() {
		ByteBuffer webp = ByteBuffer.allocate(12 + 8 + 8).order(ByteOrder.LITTLE_ENDIAN)
				.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(0).put("WEBP".getBytes(StandardCharsets.ISO_8859_1))
				.put("VP8 ".getBytes(StandardCharsets.ISO_8859_1)).putInt(-8);
		bytes.writeBytes(webp.array());
		assertThatThrownBy(this::read).isInstanceOf(WorkflowFormatException.class).hasMessageContaining("without a workflow");
	}

	@Test
	void saysWhenThereIsNone() throws Exception {
		png("tEXt", "Software\0Something");
		assertThatThrownBy(this::read).isInstanceOf(WorkflowFormatException.class).hasMessageContaining("without a workflow");
	}

	@Test
	void damageEndsInAMessageWhateverItIs() throws Exception {
		png("tEXt", "workflow\0" + EDITOR, "zTXt", "prompt\0\0xxx");
		byte[] whole = bytes.toByteArray();
		Random random = new Random(3);
		for (int i = 0; i < 2000; i++) {
			byte[] broken = whole.clone();
			for (int k = 0; k < 3; k++)
				broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
			Files.write(file, broken);
			try {
				WorkflowFiles.read(file);
			} catch (WorkflowFormatException e) {
				assertThat(e).hasMessageContaining(file.toString());
			}
		}
	}
}
