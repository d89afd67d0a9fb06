// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.creativestudio.comfyui.client.ClientOptions;
import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.client.ComfyException;

/**
 * The server at an address that an instance had before: it would finish what is run elsewhere now.
 *
 * @param instance name of the instance
 */
record FormerServer(String instance, URI address) {

	private static final System.Logger LOG = System.getLogger(FormerServer.class.getName());
	/** The address was changed, perhaps because nothing is there: the job waits for it. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	/**
	 * Takes a prompt from its queue, or interrupts it there; other prompts are left alone. Where it does not answer that is logged.
	 *
	 * @return false when the thread was interrupted
	 */
	boolean takeBack(String promptId) {
		ClientOptions options = ClientOptions.of(address).connectTimeout(PATIENCE).requestTimeout(PATIENCE);
		try (ComfyClient client = ComfyClient.create(options)) {
			Follower.ask(client.deleteFromQueue(List.of(promptId)));
			if (Follower.ask(client.queue()).running().stream().anyMatch(item -> item.promptId().equals(promptId)))
				Follower.ask(client.interrupt(promptId));
		} catch (ComfyException e) {
			LOG.log(Level.WARNING, "The server that " + instance + " had at " + address //$NON-NLS-1$ //$NON-NLS-2$
					+ " can't be told that a job is not wanted there any more, and may finish it too: " + e.getMessage()); //$NON-NLS-1$
		} catch (RuntimeException e) { // the job goes on, whatever is the matter with an address that is of no use any more
			LOG.log(Level.WARNING, "The server at the former address of " + instance + " can't be told anything", e); //$NON-NLS-1$ //$NON-NLS-2$
		} catch (InterruptedException e) {
			LOG.log(Level.DEBUG, "The program ends", e); //$NON-NLS-1$
			return false;
		}
		return true;
	}
}
