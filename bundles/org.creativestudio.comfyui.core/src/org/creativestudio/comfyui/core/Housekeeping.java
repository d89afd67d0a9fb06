// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core;

import java.net.URI;
import java.util.Optional;

/**
 * What a program that stays open does for its home beside supervising: records figures, tells of troubles, gives the memory of idle
 * servers back, and serves figures to machines. An OSGi service; it works from the moment in which it is asked for until the program
 * ends. What only one program may do is done by the one that supervises.
 */
public interface Housekeeping {

	/** Where this program serves figures to machines; empty when that is off, or another program does. Never blocks. */
	Optional<URI> metricsEndpoint();

	/** Why this program can't serve them though the user wants it, and what to do; empty when nothing is wrong. Never blocks. */
	Optional<String> metricsProblem();
}
