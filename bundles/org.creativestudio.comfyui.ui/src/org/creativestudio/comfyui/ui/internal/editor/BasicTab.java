// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.ConnectionTest;
import org.creativestudio.comfyui.core.validation.Field;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Name, kind and address of an instance. */
final class BasicTab {

	private final Page page;
	private final Composite remote;

	/** @param attach makes it an instance that somebody else starts */
	BasicTab(Page page, Runnable attach) {
		this.page = page;
		page.text(new Page.Key("name", Field.NAME, Messages.name, Messages.name_help), InstanceConfiguration::name, //$NON-NLS-1$
				InstanceConfiguration.Builder::name);
		Map<String, String> kinds = new LinkedHashMap<>();
		kinds.put(InstanceConfiguration.COMFYUI, Messages.kind_comfyui);
		kinds.put(InstanceConfiguration.EMBEDDED, Messages.kind_embedded);
		kinds.put(InstanceConfiguration.ATTACHED, Messages.kind_attached);
		page.choice(new Page.Key("kind", Field.KIND, Messages.kind, Messages.kind_help), kinds, InstanceConfiguration::kind, //$NON-NLS-1$
				InstanceConfiguration.Builder::kind);
		page.text(new Page.Key("port", Field.PORT, Messages.port, Messages.port_help), value -> Integer.toString(value.port()), //$NON-NLS-1$
				(builder, text) -> builder.port(number(text)));
		page.text(new Page.Key("host", Field.HOST, Messages.host, Messages.host_help), InstanceConfiguration::host, //$NON-NLS-1$
				InstanceConfiguration.Builder::host);
		remote = remote(attach);
		page.text(new Page.Key("description", Field.DESCRIPTION, Messages.description, Messages.description_help), //$NON-NLS-1$
				InstanceConfiguration::description, InstanceConfiguration.Builder::description);
	}

	private Composite remote(Runnable attach) {
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
		boolean shown = !configuration.host().isEmpty() && !ConnectionTest.isLocal(configuration.host());
		remote.getChildren()[1].setVisible(!configuration.kind().equals(InstanceConfiguration.ATTACHED));
		if (shown == remote.getVisible())
			return;
		((GridData) remote.getLayoutData()).exclude = !shown;
		remote.setVisible(shown);
		page.measure();
		page.body().layout(true, true);
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
