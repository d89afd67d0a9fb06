// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.List;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/** The last tab: all findings with what mends them, and a test of the connection. */
final class TestPage {

	private static final int MESSAGE_WIDTH = 440;

	private final Composite body;
	private final Table table;
	private final Button fix;
	private final Label answer;
	private List<Finding> findings = List.of();

	TestPage(Composite parent, Consumer<Finding> mend, Runnable testConnection) {
		body = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 10).applyTo(body);
		Label title = new Label(body, SWT.NONE);
		title.setText(Messages.test_findings);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(title);
		table = new Table(body, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(MESSAGE_WIDTH, 120).applyTo(table);
		new TableColumn(table, SWT.LEFT).setWidth(MESSAGE_WIDTH);
		fix = new Button(body, SWT.PUSH);
		fix.setText(Messages.test_fix);
		fix.setEnabled(false);
		Button connect = new Button(body, SWT.PUSH);
		connect.setText(Messages.test_connection);
		GridDataFactory.fillDefaults().align(SWT.END, SWT.FILL).grab(true, false).applyTo(connect);
		answer = new Label(body, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(MESSAGE_WIDTH, SWT.DEFAULT).applyTo(answer);
		table.addListener(SWT.Selection, event -> selected());
		table.addListener(SWT.Resize, event -> table.getColumn(0).setWidth(Math.max(MESSAGE_WIDTH, table.getClientArea().width)));
		fix.addListener(SWT.Selection, event -> {
			if (table.getSelectionIndex() >= 0)
				mend.accept(findings.get(table.getSelectionIndex()));
		});
		connect.addListener(SWT.Selection, event -> testConnection.run());
	}

	Composite control() {
		return body;
	}

	void show(List<Finding> now) {
		findings = now;
		table.removeAll();
		ISharedImages images = PlatformUI.getWorkbench().getSharedImages();
		for (Finding finding : now) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(finding.message());
			item.setImage(images.getImage(finding.isError() ? ISharedImages.IMG_OBJS_ERROR_TSK : ISharedImages.IMG_OBJS_WARN_TSK));
		}
		if (now.isEmpty())
			new TableItem(table, SWT.NONE).setText(Messages.test_well);
		else
			table.select(0);
		selected();
	}

	private void selected() {
		int index = table.getSelectionIndex();
		Finding.Fix possible = index < 0 || index >= findings.size() ? null : findings.get(index).fix();
		fix.setEnabled(possible != null);
		fix.setText(possible == null ? Messages.test_fix : possible.label());
		body.layout();
	}

	void say(String text) {
		answer.setText(text.replace("&", "&&")); //$NON-NLS-1$ //$NON-NLS-2$
		body.layout();
	}
}
