// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.creativestudio.comfyui.core.balancing.BalancingStrategy;
import org.creativestudio.comfyui.core.balancing.Candidate;
import org.creativestudio.comfyui.core.balancing.Choice;
import org.creativestudio.comfyui.core.balancing.WorkRequest;
import org.eclipse.osgi.util.NLS;

/** The instance that used most of the work's models last; of equals the least loaded one. */
public final class ModelAffinity implements BalancingStrategy {

	@Override
	public Choice choose(WorkRequest request, List<Candidate> candidates) {
		Candidate best = candidates.stream()
				.min(Comparator.comparingLong((Candidate candidate) -> -loaded(request.models(), candidate)).thenComparingInt(Load::of)).orElseThrow();
		long loaded = loaded(request.models(), best);
		String reason = request.models().isEmpty() ? Messages.modelAffinity_namesNoModelsLeast
				: loaded == 0 ? Messages.modelAffinity_itsModelsLoadedNowhere
						: NLS.bind(Messages.modelAffinity_modelsLoadedThere, loaded, request.models().size());
		return new Choice.Selected(best.instance().id(), reason + ": " + Load.inWords(Load.of(best))); //$NON-NLS-1$
	}

	private static long loaded(Set<String> models, Candidate candidate) {
		return models.stream().filter(candidate.forecast().loadedModels()::contains).count();
	}
}
