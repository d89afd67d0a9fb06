// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import java.nio.file.Path;
import java.util.List;

import org.creativestudio.comfyui.workflow.JobError;

/** How a run of a job at an instance ended. */
sealed interface Outcome {

	/**
	 * It finished and its files are here.
	 *
	 * @param remark more for the user; empty when there is nothing
	 */
	record Done(List<Path> files, String remark) implements Outcome {
	}

	/** It failed, and would do so anywhere. */
	record Failed(JobError error) implements Outcome {
	}

	/** The user wanted it to end. */
	record Cancelled(String why) implements Outcome {
	}

	/** It failed because the memory of the instance did not suffice. */
	record OutOfMemory(JobError error) implements Outcome {
	}

	/**
	 * It is proven that the instance has not got it and has not finished it.
	 *
	 * @param why  one sentence
	 * @param died whether the instance ended while it worked on it
	 */
	record Lost(String why, boolean died) implements Outcome {
	}

	/** It is proven that the instance never took it. */
	record NotTaken(String why) implements Outcome {
	}

	/** The instance has another address now, and it is to be asked there. */
	record Readdressed() implements Outcome {
	}

	/** It was taken from the instance because it is to go elsewhere. */
	record Withdrawn() implements Outcome {
	}
}
