// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.validation.Finding;

/**
 * A plan while the user changes it: after each change it is reviewed anew, beside the thread of the user; only the answer to the
 * last change counts. Used on one thread.
 */
public final class PlanReview implements AutoCloseable {

	/** What is told of it. */
	public interface Listener {
		/** The plan is another one; {@link PlanReview#isReviewed()} tells whether it is the answer. */
		void planChanged();

		/** It could not be reviewed. */
		void reviewFailed(Throwable why);
	}

	private final Function<ImportPlan, CompletableFuture<ImportPlan>> reviewer;
	private final Executor thread;
	private final Listener listener;
	private ImportPlan plan = new ImportPlan(List.of(), null, List.of());
	private CompletableFuture<ImportPlan> asking = CompletableFuture.completedFuture(plan);
	private boolean reviewed = true;

	/** @param thread where this object is used; gets the answers */
	public PlanReview(Function<ImportPlan, CompletableFuture<ImportPlan>> reviewer, Executor thread, Listener listener) {
		this.reviewer = reviewer;
		this.thread = thread;
		this.listener = listener;
	}

	public ImportPlan plan() {
		return plan;
	}

	/** Begins with a plan as it was made. */
	public void begin(ImportPlan made) {
		asking.cancel(true);
		plan = made;
		reviewed = true;
		listener.planChanged();
	}

	/** Whether what is said of the items belongs to what the user decided last. */
	public boolean isReviewed() {
		return reviewed;
	}

	/** Whether it can be done: something is to be done, and nothing of that has an error. */
	public boolean canApply() {
		return reviewed && !plan.isEmpty() && plan.items().stream().noneMatch(PlanReview::blocks);
	}

	/** Whether an item that is to be done has an error. */
	public static boolean blocks(ImportItem item) {
		return item.action() != ImportItem.Action.SKIP && item.findings().stream().anyMatch(Finding::isError);
	}

	/** The user decides something of an item. */
	public void change(int index, UnaryOperator<ImportItem> decision) {
		List<ImportItem> items = new ArrayList<>(plan.items());
		ImportItem changed = decision.apply(items.get(index));
		if (changed.equals(items.get(index)))
			return;
		items.set(index, changed);
		plan = new ImportPlan(items, plan.active(), plan.notes());
		reviewed = false;
		asking.cancel(true);
		CompletableFuture<ImportPlan> question = reviewer.apply(plan);
		asking = question;
		listener.planChanged();
		question.whenComplete((answer, failure) -> thread.execute(() -> {
			if (asking != question || question.isCancelled())
				return;
			if (failure != null) {
				listener.reviewFailed(failure);
				return;
			}
			plan = answer;
			reviewed = true;
			listener.planChanged();
		}));
	}

	@Override
	public void close() {
		asking.cancel(true);
	}
}
