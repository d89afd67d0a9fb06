// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.client.internal;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Encrypted connections to servers whose certificate is trusted and names the host that was asked for. */
final class Tls {

	private Tls() {
	}

	/** Shakes hands on a connection. */
	static SSLSocket over(Socket plain, String host, int port) throws IOException {
		SSLSocket secure = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
		SSLParameters parameters = secure.getSSLParameters();
		// A socket, other than an HTTP client, compares no names by itself.
		parameters.setEndpointIdentificationAlgorithm("HTTPS"); //$NON-NLS-1$
		secure.setSSLParameters(parameters);
		try {
			secure.startHandshake();
		} catch (SSLException e) {
			throw new SSLException(explain(e), e);
		}
		return secure;
	}

	private static SSLContext context() throws IOException {
		try {
			return SSLContext.getDefault();
		} catch (NoSuchAlgorithmException e) {
			throw new SSLException(Messages.bind(Messages.tls_javaNoTls, e.getMessage()), e);
		}
	}

	/** What is wrong and what to do, without the full stop. */
	static String explain(SSLException failure) {
		Throwable cause = failure;
		while (cause.getCause() != null && cause.getCause() != cause)
			cause = cause.getCause();
		return Messages.bind(Messages.tls_thereNoTrustedEncrypted, cause.getMessage());
	}
}
