// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.configuration.ImportItem.Action;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.ui.internal.exchange.PlanReview;
import org.junit.jupiter.api.Test;

/** Without a workbench: only the answer to the last change counts. */
class PlanReviewTest {

	private final Deque<CompletableFuture<ImportPlan>> questions = new ArrayDeque<>();
	private final List<String> told = new ArrayList<>();
	private final PlanReview review = new PlanReview(plan -> {
		CompletableFuture<ImportPlan> question = new CompletableFuture<>();
		questions.add(question);
		return question;
	}, Runnable::run, new PlanReview.Listener() {
		@Override
		public void planChanged() {
			told.add("changed");
		}

		@Override
		public void reviewFailed(Throwable why) {
			told.add(why.getMessage());
		}
	});

	private static ImportPlan plan(int port) {
		return new ImportPlan(List.of(FakeExchange.item("A", port)), null, List.of());
	}

	@Test
	void canBeAppliedOnlyWhenTheLastDecisionWasReviewedAndIsWell() {
		review.begin(plan(8188));
		assertThat(review.canApply()).isFalse();
		review.change(0, item -> item.action(Action.SKIP));
		assertThat(review.isReviewed()).isFalse();
		questions.remove().complete(review.plan());
		assertThat(review.canApply()).as("nothing would be done").isFalse();
		review.change(0, item -> item.action(Action.ADD));
		questions.remove().complete(plan(9000));
		assertThat(review.canApply()).isTrue();
	}

	@Test
	void aLateAnswerToAnEarlierDecisionIsIgnored() {
		review.begin(plan(9000));
		review.change(0, item -> item.incoming(item.incoming().toBuilder().port(9001).build()));
		review.change(0, item -> item.incoming(item.incoming().toBuilder().port(9002).build()));
		CompletableFuture<ImportPlan> first = questions.remove();
		assertThat(first).isCancelled();
		first.complete(plan(9001));
		assertThat(review.plan().items().get(0).incoming().port()).isEqualTo(9002);
		assertThat(review.isReviewed()).isFalse();
		questions.remove().complete(plan(9002));
		assertThat(review.isReviewed()).isTrue();
	}

	@Test
	void aDecisionThatChangesNothingAsksNothing() {
		review.begin(plan(9000));
		review.change(0, item -> item);
		assertThat(questions).isEmpty();
	}

	@Test
	void tellsThatAReviewFailedAndEndsTheOpenOneWhenItIsClosed() {
		review.begin(plan(9000));
		review.change(0, item -> item.action(Action.SKIP));
		questions.remove().completeExceptionally(new IllegalStateException("broken"));
		assertThat(told).contains("broken");
		review.change(0, item -> item.action(Action.ADD));
		review.close();
		assertThat(questions.remove()).isCancelled();
	}
}
