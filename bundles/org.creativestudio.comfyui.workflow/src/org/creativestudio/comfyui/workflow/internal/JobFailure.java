// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.creativestudio.comfyui.client.ComfyEvent;
import org.creativestudio.comfyui.client.NodeErrors;
import org.creativestudio.comfyui.client.PromptRejectedException;
import org.creativestudio.comfyui.workflow.JobError;
import org.creativestudio.comfyui.workflow.JobError.Kind;
import org.creativestudio.comfyui.workflow.JobError.NodeProblem;
import org.eclipse.osgi.util.NLS;

import com.google.gson.JsonObject;

/** The end of a run that is no success. */
final class JobFailure extends Exception {
	private static final long serialVersionUID = 1L;
	private final transient JobError error;

	JobFailure(JobError error, Throwable cause) {
		super(error.message(), cause);
		this.error = error;
	}

	JobFailure(Kind kind, String message) {
		this(new JobError(kind, message, List.of()), null);
	}

	JobError error() {
		return error;
	}

	/** @param graph that was sent */
	static JobFailure rejected(String instance, JsonObject graph, PromptRejectedException e) {
		List<NodeProblem> nodes = new ArrayList<>();
		for (Map.Entry<String, NodeErrors> node : e.nodeErrors().entrySet())
			node.getValue().errors()
					.forEach(error -> nodes.add(new NodeProblem(node.getKey(), NodeTitles.own(graph, node.getKey()), node.getValue().classType(),
							error.input().isEmpty() ? null : error.input(),
							error.message() + (error.details().isEmpty() ? "" : ": " + error.details())))); //$NON-NLS-1$ //$NON-NLS-2$
		StringBuilder message = new StringBuilder(instance).append(Messages.jobFailure_refusedWorkflow).append(e.error().message());
		if (!e.error().details().isEmpty() && nodes.isEmpty())
			message.append(" (").append(e.error().details()).append(')'); //$NON-NLS-1$
		nodes.forEach(node -> {
			message.append("\nNode ").append(node.node()); //$NON-NLS-1$
			if (node.input() != null)
				message.append(Messages.jobFailure_input).append(node.input());
			message.append(": ").append(node.message()); //$NON-NLS-1$
		});
		return new JobFailure(new JobError(Kind.INVALID_WORKFLOW, message.toString(), nodes), e);
	}

	/** @param graph that was sent */
	static JobFailure execution(String instance, JsonObject graph, ComfyEvent.ExecutionError e) {
		String id = e.node() == null ? "?" : e.node(); //$NON-NLS-1$
		NodeProblem node = new NodeProblem(id, NodeTitles.own(graph, id), e.nodeType(), null, e.message().strip());
		String message = NLS.bind(Messages.jobFailure_nodeFailedOn, new Object[] { node.node(), instance, node.message() });
		return new JobFailure(new JobError(Kind.EXECUTION, message, List.of(node)), null);
	}
}
