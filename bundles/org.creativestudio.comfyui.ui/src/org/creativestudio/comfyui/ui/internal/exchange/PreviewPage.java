// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.configuration.ImportItem;
import org.creativestudio.comfyui.core.configuration.ImportPlan;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.wizard.IWizardContainer;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** What would come in, to be changed before anything is done. The plan is made when the page is shown, beside the UI thread. */
final class PreviewPage extends WizardPage implements PlanReview.Listener {

	private static final int CHARS = 120;
	private static final int ROWS = 9;
	private static final int LINES = 24;

	/** What exists once the page is shown. */
	private record Parts(PlanTable table, Text details, Composite fixes) {
	}

	private final Supplier<Object> from;
	private final Supplier<CompletableFuture<ImportPlan>> planner;
	private final PlanReview review;
	private final String context;
	private @Nullable Parts parts;
	private @Nullable Object made;
	private @Nullable CompletableFuture<ImportPlan> planning;

	/**
	 * @param from    what the plan is made from; it is made anew when this is something else
	 * @param planner makes it
	 */
	PreviewPage(ConfigurationExchange exchange, Supplier<Object> from, Supplier<CompletableFuture<ImportPlan>> planner, String context) {
		super("preview", Messages.preview_title, null); //$NON-NLS-1$
		this.from = from;
		this.planner = planner;
		this.context = context;
		review = new PlanReview(exchange::review, this::later, this);
		setPageComplete(false);
	}

	/** A dialog is opened with room for such a page, which is made later. */
	static void reserve(@Nullable IWizardContainer container) {
		if (container instanceof WizardDialog dialog) {
			PixelConverter font = new PixelConverter(JFaceResources.getDialogFont());
			dialog.setMinimumPageSize(font.convertWidthInCharsToPixels(CHARS), font.convertHeightInCharsToPixels(LINES));
		}
	}

	PlanReview review() {
		return review;
	}

	/** The page shows a plan that was made before. */
	void begin(ImportPlan plan) {
		made = from.get();
		review.begin(plan);
	}

	private void later(Runnable work) {
		OnDisplay.later(PlatformUI.getWorkbench().getDisplay(), () -> {
			if (getControl() != null && !getControl().isDisposed())
				work.run();
		});
	}

	@Override
	public void createControl(@Nullable Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(12, 12).spacing(12, 6).applyTo(area);
		int width = new PixelConverter(area).convertWidthInCharsToPixels(CHARS);
		new Label(area, SWT.NONE).setText(Messages.preview_instances);
		PlanTable table = new PlanTable(area, review);
		GridDataFactory.fillDefaults().grab(true, true)
				.hint(width, ROWS * table.viewer().getTable().getItemHeight() + table.viewer().getTable().getHeaderHeight())
				.applyTo(table.viewer().getTable());
		new Label(area, SWT.NONE).setText(Messages.preview_details);
		Text details = new Text(area, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
		GridDataFactory.fillDefaults().grab(true, false).hint(width, 6 * details.getLineHeight()).applyTo(details);
		Composite fixes = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(4).applyTo(fixes);
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, heightOfButton(fixes)).applyTo(fixes);
		parts = new Parts(table, details, fixes);
		table.viewer().addSelectionChangedListener(event -> showDetails());
		setControl(area);
		PlatformUI.getWorkbench().getHelpSystem().setHelp(area, context);
		if (made != null)
			later(this::planChanged); // the window opens before
	}

	/** The row of buttons keeps its place while it is empty. */
	private static int heightOfButton(Composite parent) {
		Button probe = new Button(parent, SWT.PUSH);
		probe.setText("X"); //$NON-NLS-1$
		int height = probe.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
		probe.dispose();
		return height;
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		Parts p = parts;
		if (visible && p != null)
			p.table.viewer().getTable().setFocus();
		if (visible && !Objects.equals(made, from.get()))
			plan();
	}

	private void plan() {
		Object key = from.get();
		cancelPlanning();
		made = key;
		review.begin(new ImportPlan(List.of(), null, List.of()));
		setErrorMessage(null);
		setMessage(Messages.preview_reading, IMessageProvider.INFORMATION);
		CompletableFuture<ImportPlan> question = planner.get();
		planning = question;
		question.whenComplete((plan, failure) -> later(() -> {
			if (planning != question)
				return;
			if (failure == null)
				review.begin(plan);
			else {
				made = null;
				setErrorMessage(Failures.message(failure));
			}
		}));
	}

	private void cancelPlanning() {
		CompletableFuture<ImportPlan> open = planning;
		planning = null;
		if (open != null)
			open.cancel(true);
	}

	@Override
	public void planChanged() {
		Parts p = parts;
		if (p == null || p.details.isDisposed())
			return;
		p.table.refresh();
		showDetails();
		setErrorMessage(null);
		ImportPlan plan = review.plan();
		long blocked = plan.items().stream().filter(PlanReview::blocks).count();
		long wanted = plan.items().stream().filter(item -> item.action() != ImportItem.Action.SKIP).count();
		String notes = plan.notes().isEmpty() ? "" : ' ' + Messages.preview_seeNotes; //$NON-NLS-1$
		if (!review.isReviewed())
			setMessage(Messages.preview_checking, IMessageProvider.INFORMATION);
		else if (blocked > 0)
			setMessage(NLS.bind(blocked == 1 ? Messages.preview_blockedOne : Messages.preview_blocked, Long.toString(blocked)),
					IMessageProvider.ERROR);
		else if (plan.isEmpty())
			setMessage(Messages.preview_nothing + notes, IMessageProvider.INFORMATION);
		else
			setMessage(NLS.bind(wanted == 1 ? Messages.preview_readyOne : Messages.preview_ready, Long.toString(wanted)) + notes);
		setPageComplete(review.canApply());
	}

	@Override
	public void reviewFailed(Throwable why) {
		setErrorMessage(Failures.message(why));
	}

	private void showDetails() {
		Parts p = parts;
		if (p == null)
			return;
		int index = p.table.selected();
		for (Control old : p.fixes.getChildren())
			old.dispose();
		if (index < 0 || index >= review.plan().items().size()) {
			p.details.setText(notes().strip());
			return;
		}
		ImportItem item = review.plan().items().get(index);
		p.details.setText(details(item) + notes());
		for (Finding finding : item.findings()) {
			Finding.Fix fix = finding.fix();
			if (fix == null)
				continue;
			Button button = new Button(p.fixes, SWT.PUSH);
			button.setText(LegacyActionTools.escapeMnemonics(fix.label()));
			button.addListener(SWT.Selection, event -> review.change(index, old -> old.incoming(fix.change().apply(old.incoming()))));
		}
		p.fixes.getParent().layout(true, true);
	}

	/** What is to be said of the whole, below what is to be said of one. */
	private String notes() {
		List<String> notes = review.plan().notes();
		return notes.isEmpty() ? "" : "\n\n" + Messages.preview_notes + '\n' + String.join("\n", notes); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private static String details(ImportItem item) {
		List<String> lines = new ArrayList<>();
		InstanceConfiguration existing = item.existing();
		if (existing != null)
			lines.add(NLS.bind(Messages.preview_existing, existing.name(), Integer.toString(existing.port())));
		item.findings().forEach(finding -> lines.add(NLS.bind(finding.isError() ? Messages.preview_error : Messages.preview_warning,
				finding.message())));
		lines.addAll(item.missing());
		if (lines.isEmpty())
			lines.add(Messages.preview_well);
		return lines.stream().collect(Collectors.joining("\n")); //$NON-NLS-1$
	}

	@Override
	public void dispose() {
		cancelPlanning();
		review.close();
		super.dispose();
	}
}
