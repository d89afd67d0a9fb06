// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.io.IOException;
import java.io.InputStream;
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
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/** Reads workflow files, which may hold anything. */
public final class WorkflowFiles {

	private static final int MAX_BYTES = 64 << 20;
	private static final int MAX_DEPTH = 200;
	private static final String EXPORT = Messages.workflowFiles_comfyuiSaveWorkflowWorkflow;

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
			throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_imageWithoutWorkflowInside, file));
		return parse(file, graph);
	}

	private static Workflow parse(Path file, String text) throws WorkflowFormatException {
		JsonElement json;
		try (JsonReader reader = new JsonReader(new StringReader(text))) {
			reader.setNestingLimit(MAX_DEPTH);
			json = JsonParser.parseReader(reader);
			if (reader.peek() != JsonToken.END_DOCUMENT)
				throw new JsonParseException(Messages.workflowFiles_thereTextAfterEnd);
		} catch (JsonParseException | IOException | IllegalStateException | NumberFormatException e) {
			throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_noJson, new Object[] { file, reason(e), EXPORT }), e);
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
		throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_jsonButNoGraph, file, EXPORT));
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
			throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_noJsonNoUtf, file, EXPORT), e);
		}
	}

	private static byte[] content(Path file) throws WorkflowFormatException {
		try {
			if (Files.isDirectory(file))
				throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_directoryNotWorkflowFile, file));
			if (Files.size(file) > MAX_BYTES)
				throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_largerThanMibNo, file));
			// What is no regular file tells no size.
			try (InputStream in = Files.newInputStream(file)) {
				byte[] content = in.readNBytes(MAX_BYTES + 1);
				if (content.length > MAX_BYTES)
					throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_largerThanMibNo, file));
				return content;
			}
		} catch (NoSuchFileException e) {
			throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_thereNoFile, file), e);
		} catch (AccessDeniedException e) {
			throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_mayNotReadCheck, file), e);
		} catch (IOException e) {
			throw new WorkflowFormatException(NLS.bind(Messages.workflowFiles_cannotRead, file, e.getMessage()), e);
		}
	}

	/** Gson's message up to its link to a page about Gson. */
	private static String reason(Exception e) {
		Throwable cause = e.getCause() != null ? e.getCause() : e;
		String message = String.valueOf(cause.getMessage());
		return message.lines().findFirst().orElse(message).replaceFirst("^Use JsonReader.setStrictness.*? to accept malformed JSON", //$NON-NLS-1$
				Messages.workflowFiles_malformedJson);
	}
}
