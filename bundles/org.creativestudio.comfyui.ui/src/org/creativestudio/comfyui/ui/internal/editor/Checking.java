// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;

/** Finds out what is to be said of what was entered, a moment after the last edit and beside the UI thread. UI thread only. */
final class Checking {

	private static final int AFTER_MS = 300;

	private final Control owner;
	private final Supplier<CompletableFuture<List<Finding>>> question;
	private final Consumer<List<Finding>> answer;
	/** How often something was entered, and for which of these the findings are known. */
	private int edits;
	private int checked = -1;
	private List<Finding> findings = List.of();
	private @Nullable CompletableFuture<List<Finding>> running;

	/**
	 * @param owner    it ends with this
	 * @param question asks what is to be said of what was entered so far
	 * @param answer   is given what is to be said, unless something else was entered meanwhile
	 */
	Checking(Control owner, Supplier<CompletableFuture<List<Finding>>> question, Consumer<List<Finding>> answer) {
		this.owner = owner;
		this.question = question;
		this.answer = answer;
		owner.addListener(SWT.Dispose, event -> cancel());
	}

	/** Something was entered. */
	void edited() {
		int edit = ++edits;
		owner.getDisplay().timerExec(AFTER_MS, () -> {
			if (edit == edits && !owner.isDisposed())
				ask();
		});
	}

	/** Asks now, unless the answer is known. */
	void ask() {
		if (isDone())
			return;
		int edit = edits;
		cancel();
		CompletableFuture<List<Finding>> asked = question.get();
		running = asked;
		asked.thenAccept(found -> OnDisplay.later(owner, () -> {
			if (edit != edits)
				return;
			checked = edit;
			findings = found;
			answer.accept(found);
		}));
	}

	private void cancel() {
		CompletableFuture<List<Finding>> asked = running;
		if (asked != null)
			asked.cancel(true);
	}

	/** Whether the findings are about what was entered last. */
	boolean isDone() {
		return checked == edits;
	}

	/** The newest that are known. */
	List<Finding> findings() {
		return findings;
	}
}
