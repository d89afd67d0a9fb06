// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.creativestudio.comfyui.core.validation.ConnectionCheck;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.State;
import org.creativestudio.comfyui.core.validation.ConnectionCheck.Step;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.tables.SharedColumns;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/**
 * The last tab: all findings with what mends them, the steps of a test of the connection, and what an edit means for a running server.
 * The controls are made when it is first seen.
 */
final class TestPage {

	private static final String BUNDLE = "org.creativestudio.comfyui.ui"; //$NON-NLS-1$
	private static final int CHARS = 70;
	private static final int ROWS = 4;
	private static final Map<Step, String> STEPS = Map.of(Step.CONFIGURATION, Messages.step_configuration, Step.PORT, Messages.step_port,
			Step.HOST, Messages.step_host, Step.CONNECT, Messages.step_connect, Step.HTTP, Messages.step_http, Step.COMFYUI,
			Messages.step_comfyui, Step.WEBSOCKET, Messages.step_webSocket, Step.QUEUE, Messages.step_queue, Step.DEVICE, Messages.step_device);
	private static final Map<State, String> STATES = Map.of(State.WAITING, Messages.state_waiting, State.RUNNING, Messages.state_running,
			State.PASSED, Messages.state_passed, State.WARNING, Messages.state_warning, State.FAILED, Messages.state_failed, State.SKIPPED,
			Messages.state_skipped, State.CANCELLED, Messages.state_cancelled);
	private static final Map<State, String> ICONS = Map.of(State.WAITING, "waiting", State.RUNNING, "running", State.PASSED, "done", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
			State.FAILED, "failed", State.SKIPPED, "queued", State.CANCELLED, "cancelled"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

	/** What exists once the tab was seen. */
	private record Parts(LocalResourceManager images, Table table, Button fix, Button goTo, Table steps, Text details, Button test, Label effect) {
	}

	private final Composite body;
	private final Consumer<Finding> mend;
	private final Consumer<Finding> reveal;
	private final Runnable toggle;
	private @Nullable Parts parts;
	private List<Finding> findings = List.of();
	private List<ConnectionCheck> checks = List.of();
	private boolean testing;
	private String meaning = ""; //$NON-NLS-1$

	/**
	 * @param mend   is given a finding that has a fix
	 * @param reveal is given a finding whose field is wanted
	 * @param toggle begins the test, or cancels the one that runs
	 */
	TestPage(Composite parent, Consumer<Finding> mend, Consumer<Finding> reveal, Runnable toggle) {
		this.mend = mend;
		this.reveal = reveal;
		this.toggle = toggle;
		body = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(12, 6).applyTo(body);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(body, "org.creativestudio.comfyui.ui.instance_test"); //$NON-NLS-1$
		body.addListener(SWT.Show, event -> make());
	}

	private void make() {
		if (parts != null)
			return;
		LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources(), body);
		int width = new PixelConverter(body).convertWidthInCharsToPixels(CHARS);

		label(Messages.test_findings);
		Table table = new Table(body, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(width, ROWS * table.getItemHeight()).applyTo(table);
		new TableColumn(table, SWT.LEFT).setWidth(width);
		table.addListener(SWT.Resize, event -> table.getColumn(0).setWidth(Math.max(width, table.getClientArea().width)));
		Composite buttons = new Composite(body, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(buttons);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(buttons);
		Button goTo = button(buttons, Messages.test_goTo, () -> finding(reveal));
		Button fix = button(buttons, Messages.test_fix, () -> finding(mend));
		table.addListener(SWT.Selection, event -> selected());
		table.addListener(SWT.DefaultSelection, event -> finding(reveal));

		label(Messages.test_steps);
		Table steps = steps();
		steps.addListener(SWT.Selection, event -> detail());
		Button test = new Button(body, SWT.PUSH);
		GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(test);
		test.addListener(SWT.Selection, event -> toggle.run());
		Text details = new Text(body, SWT.WRAP | SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.BORDER);
		details.setText(Messages.test_hint);
		GridDataFactory.fillDefaults().grab(true, false).hint(width / 2, 3 * details.getLineHeight()).applyTo(details);
		Label effect = new Label(body, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(width, SWT.DEFAULT).applyTo(effect);
		parts = new Parts(images, table, fix, goTo, steps, details, test, effect);
		Dialog.applyDialogFont(body);
		show(findings);
		showSteps(checks);
		showEffect(meaning);
		setTesting(testing);
	}

	private Table steps() {
		Composite room = new Composite(body, SWT.NONE);
		Table steps = new Table(room, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
		steps.setHeaderVisible(true);
		int chars = new PixelConverter(steps).convertWidthInCharsToPixels(1);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1)
				.hint(CHARS * chars, steps.computeTrim(0, 0, 0, Step.values().length * steps.getItemHeight() + steps.getHeaderHeight()).height)
				.applyTo(room);
		SharedColumns columns = new SharedColumns(steps, "steps"); //$NON-NLS-1$
		columns.add(column(steps, Messages.test_check), "check", 32, 32 * chars); //$NON-NLS-1$
		columns.add(column(steps, Messages.test_state), "state", 14, 14 * chars); //$NON-NLS-1$
		columns.add(column(steps, Messages.test_result), "result", 60, 30 * chars); //$NON-NLS-1$
		return steps;
	}

	private static TableColumn column(Table table, String title) {
		TableColumn column = new TableColumn(table, SWT.LEFT);
		column.setText(title);
		return column;
	}

	private void label(String text) {
		Label label = new Label(body, SWT.NONE);
		label.setText(text);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(label);
	}

	private static Button button(Composite parent, String text, Runnable action) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		GridDataFactory.fillDefaults().applyTo(button);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	Composite control() {
		return body;
	}

	/** All that is to be said of the configuration, errors first. */
	void show(List<Finding> now) {
		findings = now;
		Parts p = parts;
		if (p == null)
			return;
		int before = p.table.getSelectionIndex();
		p.table.removeAll();
		for (Finding finding : now) {
			TableItem item = new TableItem(p.table, SWT.NONE);
			item.setText(finding.message());
			item.setImage(problem(finding.isError()));
		}
		if (now.isEmpty())
			new TableItem(p.table, SWT.NONE).setText(Messages.test_well);
		else
			p.table.select(Math.clamp(before, 0, now.size() - 1));
		selected();
	}

	private static @Nullable Image problem(boolean error) {
		return PlatformUI.getWorkbench().getSharedImages().getImage(error ? ISharedImages.IMG_OBJS_ERROR_TSK : ISharedImages.IMG_OBJS_WARN_TSK);
	}

	private void finding(Consumer<Finding> action) {
		Finding chosen = chosen();
		if (chosen != null)
			action.accept(chosen);
	}

	private @Nullable Finding chosen() {
		Parts p = parts;
		int index = p == null ? -1 : p.table.getSelectionIndex();
		return index < 0 || index >= findings.size() ? null : findings.get(index);
	}

	private void selected() {
		Parts p = parts;
		if (p == null)
			return;
		Finding chosen = chosen();
		Finding.Fix possible = chosen == null ? null : chosen.fix();
		p.goTo.setEnabled(chosen != null);
		p.fix.setEnabled(possible != null);
		p.fix.setText(possible == null ? Messages.test_fix : LegacyActionTools.escapeMnemonics(possible.label()));
		if (chosen != null)
			p.details.setText(chosen.message());
		p.fix.requestLayout();
	}

	/** The steps of the test; empty before the first. */
	void showSteps(List<ConnectionCheck> now) {
		checks = now;
		Parts p = parts;
		if (p == null)
			return;
		for (Step step : Step.values()) {
			ConnectionCheck check = now.isEmpty() ? null : now.get(step.ordinal());
			TableItem item = p.steps.getItemCount() > step.ordinal() ? p.steps.getItem(step.ordinal()) : new TableItem(p.steps, SWT.NONE);
			item.setText(new String[] { STEPS.get(step), check == null ? "" : STATES.get(check.state()), //$NON-NLS-1$
					check == null ? "" : (check.result() + ' ' + check.advice()).strip() }); //$NON-NLS-1$
			item.setImage(icon(p.images, check == null ? State.WAITING : check.state()));
			if (check != null && check.state() == State.RUNNING)
				p.steps.showItem(item);
		}
		now.stream().filter(check -> check.state() == State.FAILED).findFirst().ifPresent(check -> p.steps.select(check.step().ordinal()));
		detail();
	}

	private static @Nullable Image icon(LocalResourceManager images, State state) {
		String name = ICONS.get(state);
		if (name == null)
			return problem(false);
		return ResourceLocator.imageDescriptorFromBundle(BUNDLE, "icons/jobs/" + name + ".svg").map(images::get).orElse(null); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void detail() {
		Parts p = parts;
		int index = p == null ? -1 : p.steps.getSelectionIndex();
		if (p != null && index >= 0 && index < checks.size())
			p.details.setText((checks.get(index).result() + '\n' + checks.get(index).advice()).strip());
	}

	/** While a test runs, its button cancels it. */
	void setTesting(boolean now) {
		testing = now;
		Parts p = parts;
		if (p == null)
			return;
		p.test.setText(now ? Messages.test_cancel : Messages.test_connection);
		p.test.requestLayout();
	}

	/** What an edit means for a server that runs; empty for nothing. */
	void showEffect(String text) {
		meaning = text;
		Parts p = parts;
		if (p == null || p.effect.getText().equals(LegacyActionTools.escapeMnemonics(text)))
			return;
		p.effect.setText(LegacyActionTools.escapeMnemonics(text));
		p.effect.requestLayout();
	}
}
