// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.ResourceBundle;

/** Texts of this package, from message files of the form that the other bundles have; the client knows no Eclipse that would read them. */
final class Messages {
	private static final ResourceBundle TEXTS = ResourceBundle.getBundle("org.creativestudio.comfyui.client.internal.messages"); //$NON-NLS-1$

	static final String httpComfyClient_answersButNotAs = TEXTS.getString("httpComfyClient_answersButNotAs"); //$NON-NLS-1$
	static final String httpComfyClient_promptDoesNotTell = TEXTS.getString("httpComfyClient_promptDoesNotTell"); //$NON-NLS-1$
	static final String httpComfyClient_serverGaveNoReason = TEXTS.getString("httpComfyClient_serverGaveNoReason"); //$NON-NLS-1$
	static final String httpComfyClient_refusedWorkflow = TEXTS.getString("httpComfyClient_refusedWorkflow"); //$NON-NLS-1$
	static final String httpComfyClient_tookWorkflowButGave = TEXTS.getString("httpComfyClient_tookWorkflowButGave"); //$NON-NLS-1$
	static final String httpComfyClient_noApiJobsIts = TEXTS.getString("httpComfyClient_noApiJobsIts"); //$NON-NLS-1$
	static final String httpComfyClient_answersButNotJson = TEXTS.getString("httpComfyClient_answersButNotJson"); //$NON-NLS-1$
	static final String httpComfyClient_serverWantsCredentials = TEXTS.getString("httpComfyClient_serverWantsCredentials"); //$NON-NLS-1$
	static final String httpComfyClient_serverRefusesRequestsFrom = TEXTS.getString("httpComfyClient_serverRefusesRequestsFrom"); //$NON-NLS-1$
	static final String httpComfyClient_serverTakesNoBody = TEXTS.getString("httpComfyClient_serverTakesNoBody"); //$NON-NLS-1$
	static final String httpComfyClient_redirectsNotFollowedGive = TEXTS.getString("httpComfyClient_redirectsNotFollowedGive"); //$NON-NLS-1$
	static final String httpComfyClient_answeredStatus = TEXTS.getString("httpComfyClient_answeredStatus"); //$NON-NLS-1$
	static final String httpComfyClient_itsBodyCouldNot = TEXTS.getString("httpComfyClient_itsBodyCouldNot"); //$NON-NLS-1$
	static final String httpExchange_answeredMoreThanBytes = TEXTS.getString("httpExchange_answeredMoreThanBytes"); //$NON-NLS-1$
	static final String httpExchange_cannotReachedNoConnection = TEXTS.getString("httpExchange_cannotReachedNoConnection"); //$NON-NLS-1$
	static final String httpExchange_gaveNoCompleteAnswer = TEXTS.getString("httpExchange_gaveNoCompleteAnswer"); //$NON-NLS-1$
	static final String httpExchange_hostNotKnownCheck = TEXTS.getString("httpExchange_hostNotKnownCheck"); //$NON-NLS-1$
	static final String httpExchange_cannotReached = TEXTS.getString("httpExchange_cannotReached"); //$NON-NLS-1$
	static final String httpExchange_cannotReachedServerStarted = TEXTS.getString("httpExchange_cannotReachedServerStarted"); //$NON-NLS-1$
	static final String jsonDocuments_textAfterEndDocument = TEXTS.getString("jsonDocuments_textAfterEndDocument"); //$NON-NLS-1$
	static final String tls_javaNoTls = TEXTS.getString("tls_javaNoTls"); //$NON-NLS-1$
	static final String tls_thereNoTrustedEncrypted = TEXTS.getString("tls_thereNoTrustedEncrypted"); //$NON-NLS-1$
	static final String webSocketEventStream_noConnection = TEXTS.getString("webSocketEventStream_noConnection"); //$NON-NLS-1$
	static final String webSocketEventStream_broken = TEXTS.getString("webSocketEventStream_broken"); //$NON-NLS-1$
	static final String webSocketEventStream_noAnswerPings = TEXTS.getString("webSocketEventStream_noAnswerPings"); //$NON-NLS-1$
	static final String webSocketEventStream_eventsComeFasterThan = TEXTS.getString("webSocketEventStream_eventsComeFasterThan"); //$NON-NLS-1$
	static final String webSocketWire_serverAcceptsConnectionBut = TEXTS.getString("webSocketWire_serverAcceptsConnectionBut"); //$NON-NLS-1$
	static final String webSocketWire_serverOpensNoWebsocket = TEXTS.getString("webSocketWire_serverOpensNoWebsocket"); //$NON-NLS-1$
	static final String webSocketWire_serverAcceptsAnotherWebsocket = TEXTS.getString("webSocketWire_serverAcceptsAnotherWebsocket"); //$NON-NLS-1$
	static final String webSocketWire_headServerAnswerToo = TEXTS.getString("webSocketWire_headServerAnswerToo"); //$NON-NLS-1$
	static final String webSocketWire_serverFramesNoneWebsocket = TEXTS.getString("webSocketWire_serverFramesNoneWebsocket"); //$NON-NLS-1$
	static final String webSocketWire_serverFramesNoOrder = TEXTS.getString("webSocketWire_serverFramesNoOrder"); //$NON-NLS-1$
	static final String webSocketWire_frameServerEndless = TEXTS.getString("webSocketWire_frameServerEndless"); //$NON-NLS-1$
	static final String webSocketWire_frameServerTooLong = TEXTS.getString("webSocketWire_frameServerTooLong"); //$NON-NLS-1$
	static final String webSocketWire_connectionEndedWithinMessage = TEXTS.getString("webSocketWire_connectionEndedWithinMessage"); //$NON-NLS-1$
	static final String webSocketWire_closedServer = TEXTS.getString("webSocketWire_closedServer"); //$NON-NLS-1$
	static final String webSocketWire_closedServer2 = TEXTS.getString("webSocketWire_closedServer2"); //$NON-NLS-1$
	static final String webSocketWire_serverHungUp = TEXTS.getString("webSocketWire_serverHungUp"); //$NON-NLS-1$

	private Messages() {
	}

	/** The text with the values, as they are, in its places. */
	static String bind(String text, Object... values) {
		return MessageFormat.format(text, Arrays.stream(values).map(String::valueOf).toArray());
	}
}
