// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.ConnectionTest;
import org.creativestudio.comfyui.core.validation.Field;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Name, kind and address of an instance. */
final class BasicTab implements Page.Rows {

	private final Page.Key name = new Page.Key("name", Field.NAME, Messages.name, Messages.name_help); //$NON-NLS-1$
	private final Page.Key kind = new Page.Key("kind", Field.KIND, Messages.kind, Messages.kind_help); //$NON-NLS-1$
	private final Page.Key port = new Page.Key("port", Field.PORT, Messages.port, Messages.port_help); //$NON-NLS-1$
	private final Page.Key host = new Page.Key("host", Field.HOST, Messages.host, Messages.host_help); //$NON-NLS-1$
	private final Page.Key description = new Page.Key("description", Field.DESCRIPTION, Messages.description, Messages.description_help); //$NON-NLS-1$

	private final Runnable attach;
	private @Nullable Page made;
	private @Nullable Composite remote;

	/** @param attach makes it an instance that somebody else starts */
	BasicTab(Runnable attach) {
		this.attach = attach;
	}

	@Override
	public List<Page.Key> keys() {
		return List.of(name, kind, port, host, description);
	}

	@Override
	public List<Consumer<Page>> sections() {
		return List.of(this::makeFirst, this::makeOthers);
	}

	private void makeFirst(Page page) {
		page.text(name, InstanceConfiguration::name, InstanceConfiguration.Builder::name);
		Map<String, String> kinds = new LinkedHashMap<>();
		kinds.put(InstanceConfiguration.COMFYUI, Messages.kind_comfyui);
		kinds.put(InstanceConfiguration.EMBEDDED, Messages.kind_embedded);
		kinds.put(InstanceConfiguration.ATTACHED, Messages.kind_attached);
		page.choice(kind, kinds, InstanceConfiguration::kind, InstanceConfiguration.Builder::kind);
		page.text(port, value -> Integer.toString(value.port()), (builder, text) -> builder.port(number(text)));
	}

	private void makeOthers(Page page) {
		made = page;
		page.text(host, InstanceConfiguration::host, InstanceConfiguration.Builder::host);
		remote = remote(page);
		page.text(description, InstanceConfiguration::description, InstanceConfiguration.Builder::description);
	}

	private Composite remote(Page page) {
		Composite note = new Composite(page.body(), SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 0).applyTo(note);
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(page.width(), SWT.DEFAULT).exclude(true).applyTo(note);
		Label text = new Label(note, SWT.WRAP);
		text.setText(Messages.host_remote);
		GridDataFactory.fillDefaults().grab(true, false).hint(page.width() / 2, SWT.DEFAULT).applyTo(text);
		Button button = new Button(note, SWT.PUSH);
		button.setText(Messages.host_attach);
		GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(button);
		button.addListener(SWT.Selection, event -> attach.run());
		note.setVisible(false);
		return note;
	}

	/** Tells what is not available for a host that is not this computer, and offers to attach. */
	void update(InstanceConfiguration configuration) {
		Page page = made;
		Composite note = remote;
		if (page == null || note == null)
			return;
		boolean shown = !configuration.host().isEmpty() && !ConnectionTest.isLocal(configuration.host());
		note.getChildren()[1].setVisible(!configuration.kind().equals(InstanceConfiguration.ATTACHED));
		if (shown == note.getVisible())
			return;
		((GridData) note.getLayoutData()).exclude = !shown;
		note.setVisible(shown);
		page.measure(note.getParent());
	}

	/** What is no number becomes one that the validation refuses. */
	static int number(String text) {
		try {
			return Integer.parseInt(text);
		} catch (NumberFormatException e) {
			return -1;
		}
	}
}
