// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal.journal;

import org.creativestudio.comfyui.workflow.JobSnapshot;

/**
 * A job as it is kept on disk.
 *
 * @param job      its graph is empty where it was not read
 * @param number   the order of asking among jobs of one moment
 * @param graph    key of its graph in the store
 * @param trail    what it went through
 */
public record JobRecord(JobSnapshot job, long number, String graph, Trail trail) {
}
