// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

import org.creativestudio.comfyui.workflow.Workflow;
import org.creativestudio.comfyui.workflow.Workflow.Format;
import org.creativestudio.comfyui.workflow.WorkflowFormatException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/** Reads workflow files, which may hold anything. */
public final class WorkflowFiles {

	private static final long MAX_BYTES = 64L << 20;
	private static final int MAX_DEPTH = 200;
	private static final String EXPORT = " In ComfyUI save the workflow with Workflow > Export (API) or Workflow > Save."; //$NON-NLS-1$

	private WorkflowFiles() {
	}

	/** Reads a graph in either format, or an image with one inside. */
	public static Workflow read(Path file) throws WorkflowFormatException {
		byte[] content = content(file);
		return ImageWorkflow.isImage(content) ? ofImage(file, content) : parse(file, text(file, content));
	}

	/** The graph that ran is preferred to what the editor showed. */
	private static Workflow ofImage(Path file, byte[] content) throws WorkflowFormatException {
		Map<String, String> texts = ImageWorkflow.texts(content);
		String graph = texts.containsKey("prompt") ? texts.get("prompt") : texts.get("workflow"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		if (graph == null)
			throw new WorkflowFormatException(file + " is an image without a workflow inside. ComfyUI puts one into the images it saves" //$NON-NLS-1$
					+ " unless it runs with --disable-metadata; programs that edit images take it out."); //$NON-NLS-1$
		return parse(file, graph);
	}

	private static Workflow parse(Path file, String text) throws WorkflowFormatException {
		JsonElement json;
		try (JsonReader reader = new JsonReader(new StringReader(text))) {
			reader.setNestingLimit(MAX_DEPTH);
			json = JsonParser.parseReader(reader);
			if (reader.peek() != JsonToken.END_DOCUMENT)
				throw new JsonParseException("there is text after the end of the document"); //$NON-NLS-1$
		} catch (JsonParseException | IOException | IllegalStateException | NumberFormatException e) {
			throw new WorkflowFormatException(file + " is no JSON: " + reason(e) + '.' + EXPORT, e); //$NON-NLS-1$
		}
		String name = String.valueOf(file.getFileName());
		if (json instanceof JsonObject object) {
			if (object.get("nodes") instanceof JsonArray && object.has("links")) //$NON-NLS-1$ //$NON-NLS-2$
				return new Workflow(name, Format.EDITOR, object, file);
			if (isApi(object))
				return new Workflow(name, Format.API, object, file);
			// What POST /prompt takes as a whole, as scripts keep it.
			if (object.get("prompt") instanceof JsonObject prompt && isApi(prompt)) //$NON-NLS-1$
				return new Workflow(name, Format.API, prompt, file);
		}
		throw new WorkflowFormatException(file + " is JSON but no graph: it has no nodes with a \"class_type\"." + EXPORT); //$NON-NLS-1$
	}

	private static boolean isApi(JsonObject object) {
		if (object.isEmpty())
			return false;
		for (Map.Entry<String, JsonElement> member : object.entrySet())
			if (!(member.getValue() instanceof JsonObject node) || !node.has("class_type")) //$NON-NLS-1$
				return false;
		return true;
	}

	private static String text(Path file, byte[] content) throws WorkflowFormatException {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
		} catch (CharacterCodingException e) {
			throw new WorkflowFormatException(file + " is no JSON: it is no UTF-8 text." + EXPORT, e); //$NON-NLS-1$
		}
	}

	private static byte[] content(Path file) throws WorkflowFormatException {
		try {
			if (Files.isDirectory(file))
				throw new WorkflowFormatException(file + " is a directory, not a workflow file."); //$NON-NLS-1$
			if (Files.size(file) > MAX_BYTES)
				throw new WorkflowFormatException(file + " is larger than 64 MiB; no workflow is that large."); //$NON-NLS-1$
			return Files.readAllBytes(file);
		} catch (NoSuchFileException e) {
			throw new WorkflowFormatException("There is no file " + file + '.', e); //$NON-NLS-1$
		} catch (AccessDeniedException e) {
			throw new WorkflowFormatException(file + " may not be read. Check its rights.", e); //$NON-NLS-1$
		} catch (IOException e) {
			throw new WorkflowFormatException(file + " can't be read: " + e.getMessage() + '.', e); //$NON-NLS-1$
		}
	}

	/** Gson's message up to its link to a page about Gson. */
	private static String reason(Exception e) {
		Throwable cause = e.getCause() != null ? e.getCause() : e;
		String message = String.valueOf(cause.getMessage());
		return message.lines().findFirst().orElse(message).replaceFirst("^Use JsonReader.setStrictness.*? to accept malformed JSON", //$NON-NLS-1$
				"malformed JSON"); //$NON-NLS-1$
	}
}
