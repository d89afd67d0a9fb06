// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Says why there are no cards and offers what helps. */
final class EmptyPage extends Composite {

	private static final int TEXT_WIDTH = 420;

	/** What helps, on a button. */
	record Offer(String label, Runnable action) {
	}

	private final String title;
	private final String text;
	private final List<Offer> offers;
	private @Nullable Button first;

	/** @param offers at least one; the first gets the keyboard */
	EmptyPage(Composite parent, String title, String text, List<Offer> offers) {
		super(parent, SWT.NONE);
		this.title = title;
		this.text = text;
		this.offers = List.copyOf(offers);
		setVisible(false);
		addListener(SWT.Show, event -> make());
	}

	/** Most users never see it: its controls are made when it is shown first. */
	private void make() {
		if (first != null)
			return;
		GridLayoutFactory.fillDefaults().numColumns(offers.size()).margins(24, 24).spacing(8, 10).applyTo(this);
		Label head = new Label(this, SWT.WRAP);
		head.setText(title);
		head.setFont(JFaceResources.getHeaderFont());
		GridDataFactory.fillDefaults().grab(true, false).span(offers.size(), 1).applyTo(head);
		if (!text.isEmpty()) {
			Label body = new Label(this, SWT.WRAP);
			body.setText(text);
			GridDataFactory.fillDefaults().grab(true, false).span(offers.size(), 1).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(body);
		}
		first = button(offers.getFirst());
		offers.stream().skip(1).forEach(this::button);
	}

	private Button button(Offer offer) {
		Button button = new Button(this, SWT.PUSH);
		button.setText(offer.label());
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> offer.action().run()));
		return button;
	}

	@Override
	public boolean setFocus() {
		Button button = first;
		return button != null && button.setFocus();
	}
}
