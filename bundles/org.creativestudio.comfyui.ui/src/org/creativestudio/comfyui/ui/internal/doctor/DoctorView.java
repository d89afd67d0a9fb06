// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.doctor;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Check.State;
import org.creativestudio.comfyui.core.doctor.Doctor;
import org.creativestudio.comfyui.ui.internal.notifications.InstanceOpener;
import org.creativestudio.comfyui.ui.internal.run.Await;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.creativestudio.comfyui.ui.internal.tables.RowTable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * What the doctor found: a row for each check, problems first, and the selected one whole below. Checks when it is opened and when it is
 * asked to, in a job that can be cancelled. A double click shows the instance.
 */
public final class DoctorView extends ViewPart {

	private @Nullable Doctor doctor;
	private @Nullable TableViewer viewer;
	private @Nullable Text detail;
	private @Nullable Job job;
	private List<Check> checks = List.of();
	private String time = ""; //$NON-NLS-1$

	@Override
	public void createPartControl(@Nullable Composite parent) {
		if (parent == null)
			return;
		Doctor service = getSite().getService(Doctor.class);
		if (service == null) {
			new Label(parent, SWT.WRAP).setText(Messages.no_service);
			return;
		}
		doctor = service;
		SashForm sash = new SashForm(parent, SWT.VERTICAL);
		Composite body = new Composite(sash, SWT.NONE);
		RowTable<Check> rows = new RowTable<>(body, SWT.SINGLE, "doctor", Check.class, CheckWords::text); //$NON-NLS-1$
		TableViewer table = rows.viewer();
		viewer = table;
		Map<State, Image> images = new EnumMap<>(State.class);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), table.getTable());
		for (State state : State.values())
			images.put(state, resources.create(CheckWords.icon(state)));
		rows.sortBy(rows.column("state", Messages.column_state, 9, 90, check -> CheckWords.state(check.state()), //$NON-NLS-1$
				check -> images.get(check.state())), Comparator.comparing(Check::state));
		rows.column("area", Messages.column_area, 15, 130, Check::area); //$NON-NLS-1$
		rows.column("message", Messages.column_message, 44, 220, Check::message); //$NON-NLS-1$
		rows.column("advice", Messages.column_advice, 34, 180, Check::advice); //$NON-NLS-1$
		Text text = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
		detail = text;
		sash.setWeights(66, 34);
		table.addSelectionChangedListener(event -> text
				.setText(table.getStructuredSelection().getFirstElement() instanceof Check check ? CheckWords.text(check) : "")); //$NON-NLS-1$
		table.addDoubleClickListener(event -> {
			String id = table.getStructuredSelection().getFirstElement() instanceof Check check ? check.instanceId() : null;
			if (id != null)
				InstanceOpener.open(PlatformUI.getWorkbench(), id);
		});
		getSite().setSelectionProvider(table);
		setContentDescription(Messages.summary_none);
		check();
	}

	/** Looks at everything again; does nothing while it looks. UI thread. */
	public void check() {
		Doctor service = doctor;
		if (service == null || job != null)
			return;
		setContentDescription(Messages.summary_running);
		Display display = getSite().getShell().getDisplay();
		IJobFunction examination = monitor -> examine(service, display, monitor);
		Job work = Job.create(Messages.job, examination);
		job = work;
		work.setUser(true);
		work.schedule();
	}

	private IStatus examine(Doctor service, Display display, IProgressMonitor monitor) {
		monitor.beginTask(Messages.job, IProgressMonitor.UNKNOWN);
		CompletableFuture<List<Check>> examination = service.examine();
		IStatus status = new Await(examination).follow(monitor,
				cause -> Status.error(NLS.bind(Messages.failed, cause.getLocalizedMessage()), cause));
		List<Check> found = status.isOK() ? examination.join() : null;
		OnDisplay.later(display, () -> show(found));
		return status;
	}

	/** @param found null: it was cancelled or failed; what was found before stays */
	private void show(@Nullable List<Check> found) {
		job = null;
		TableViewer table = viewer;
		if (table == null || table.getControl().isDisposed())
			return;
		if (found != null) {
			checks = found.stream().sorted((one, other) -> other.state().compareTo(one.state())).toList();
			time = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).format(LocalTime.now());
			table.setInput(checks);
			if (!checks.isEmpty())
				table.setSelection(new StructuredSelection(checks.getFirst()), true);
		}
		setContentDescription(time.isEmpty() ? Messages.summary_none : CheckWords.summary(checks, time));
	}

	/** Puts all that was found on the clipboard. */
	public void copy() {
		if (checks.isEmpty())
			return;
		Clipboard clipboard = new Clipboard(getSite().getShell().getDisplay());
		try {
			clipboard.setContents(new Object[] { CheckWords.text(checks, time) }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	@Override
	public void setFocus() {
		TableViewer table = viewer;
		if (table != null)
			table.getControl().setFocus();
	}

	@Override
	public void dispose() {
		Job running = job;
		if (running != null)
			running.cancel();
		super.dispose();
	}
}
