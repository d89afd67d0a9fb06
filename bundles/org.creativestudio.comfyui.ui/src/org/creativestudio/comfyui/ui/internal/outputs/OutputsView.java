// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.outputs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.ui.StudioUi;
import org.creativestudio.comfyui.ui.internal.jobs.JobFeed;
import org.creativestudio.comfyui.ui.internal.run.Commands;
import org.creativestudio.comfyui.ui.internal.run.ContextMenu;
import org.creativestudio.comfyui.workflow.JobSnapshot;
import org.creativestudio.comfyui.workflow.JobState;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.MouseListener;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.services.IEvaluationService;

/**
 * The images of one job: of the newest that ended, until another is selected or ends; of all that are selected. Two images are
 * compared side by side. While a job runs, its previews are shown as
 * the server sends them.
 */
public final class OutputsView extends ViewPart {

	/** Larger images are thinned out to at most this many pixels on their longer edge. */
	private static final int MAX_EDGE = 2560;
	private static final int MAX_THUMBNAILS = 200;
	private static final String OPEN = "org.creativestudio.comfyui.ui.output.open"; //$NON-NLS-1$

	private @Nullable Composite pictures;
	private @Nullable PicturePane first;
	/** Beside the first one while two are compared. */
	private @Nullable PicturePane second;
	private @Nullable Menu popup;
	private @Nullable ThumbnailStrip strip;
	private @Nullable ImageLoading loading;
	private @Nullable JobFeed feed;
	private @Nullable PreviewFeed previews;
	private @Nullable JobSnapshot shown;
	/** Whether images of several jobs are shown. */
	private boolean several;
	/** Whether the user chose what is shown: previews of other jobs don't take its place. */
	private boolean chosen;
	/** Whether the jobs that there were at the beginning are known: none of them takes the place of what the user chose. */
	private boolean begun;
	private final ISelectionListener selections = this::selectionChanged;

	@Override
	public void createPartControl(@Nullable Composite parent) {
		WorkflowService service = getSite().getService(WorkflowService.class);
		if (parent == null)
			return;
		if (service == null) {
			new Label(parent, SWT.WRAP).setText(Messages.no_service);
			return;
		}
		Composite content = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(content);
		Composite side = new Composite(content, SWT.NONE);
		side.setLayout(new FillLayout(SWT.HORIZONTAL));
		GridDataFactory.fillDefaults().grab(true, true).applyTo(side);
		pictures = side;
		ThumbnailStrip thumbnails = new ThumbnailStrip(content, this::showSelected);
		strip = thumbnails;
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, ThumbnailStrip.EDGE + 24).applyTo(thumbnails);
		setStripVisible(false);

		popup = ContextMenu.of(getSite(), content, null);
		prepare(thumbnails, this::selectedFile);
		PicturePane pane = new PicturePane(side);
		prepare(pane.canvas(), this::selectedFile);
		pane.show(Messages.empty);
		first = pane;

		loading = new ImageLoading(content.getDisplay());
		feed = new JobFeed(service, content.getDisplay(), this::jobsChanged);
		previews = new PreviewFeed(service, content.getDisplay(), this::showPreview);
		getSite().getPage().addSelectionListener(selections);
		updateCommands();
	}

	private void prepare(Control control, Supplier<@Nullable Path> file) {
		control.setMenu(popup);
		ImageDrag.install(control, file);
		control.addMouseListener(MouseListener.mouseDoubleClickAdapter(event -> Commands.execute(getSite(), OPEN)));
	}

	/** Shows the images of the jobs that the user chose, until another has images. To be called on the UI thread. */
	public void show(JobSnapshot... jobs) {
		chosen = true;
		fill(List.of(jobs));
	}

	/** Of several jobs the last one counts as the one that is shown. */
	private void fill(List<JobSnapshot> jobs) {
		JobSnapshot job = jobs.getLast();
		shown = job;
		several = jobs.size() > 1;
		ThumbnailStrip thumbnails = strip;
		PicturePane pane = first;
		ImageLoading loader = loading;
		if (thumbnails == null || pane == null || loader == null)
			return;
		setTitleToolTip(NLS.bind(Messages.title, jobs.stream().map(each -> each.workflow().name()).distinct().collect(Collectors.joining(", ")))); //$NON-NLS-1$
		List<Path> files = jobs.stream().flatMap(each -> each.outputs().stream()).distinct().limit(MAX_THUMBNAILS).toList();
		loader.forgetAll(); // of what was shown before
		thumbnails.setFiles(files);
		setStripVisible(files.size() > 1);
		if (files.isEmpty()) {
			showSecond(null);
			pane.show(NLS.bind(Messages.waiting, job.workflow().name()));
			updateCommands();
			return;
		}
		thumbnails.select(0);
		if (files.size() > 1)
			for (Path file : files)
				loader.loadLater(() -> ImageReading.read(file, 2 * ThumbnailStrip.EDGE), (picture, problem) -> {
					if (picture != null && !thumbnails.isDisposed())
						thumbnails.setPicture(file, picture.data());
				});
	}

	/** The file that commands are about: the one that the window's Outputs view shows; null when there is none. */
	static @Nullable Path selectedFile(IWorkbenchWindow window) {
		IWorkbenchPage page = window.getActivePage();
		return page != null && page.findView(StudioUi.OUTPUTS_VIEW) instanceof OutputsView view ? view.selectedFile() : null;
	}

	private @Nullable Path selectedFile() {
		ThumbnailStrip thumbnails = strip;
		return thumbnails == null ? null : thumbnails.selectedFile();
	}

	private void updateCommands() {
		getSite().getService(IEvaluationService.class).requestEvaluation(OutputTester.PROPERTY);
		getSite().getService(IEvaluationService.class).requestEvaluation(OutputTester.SEVERAL);
	}

	private @Nullable Path secondFile() {
		ThumbnailStrip thumbnails = strip;
		return thumbnails == null ? null : thumbnails.secondFile();
	}

	/** Whether there is another image to compare with. */
	static boolean canCompare(IWorkbenchWindow window) {
		IWorkbenchPage page = window.getActivePage();
		return page != null && page.findView(StudioUi.OUTPUTS_VIEW) instanceof OutputsView view && view.count() > 1;
	}

	private int count() {
		ThumbnailStrip thumbnails = strip;
		return thumbnails == null ? 0 : thumbnails.count();
	}

	/** Shows another image beside the selected one, or only that again. */
	void toggleComparison() {
		ThumbnailStrip thumbnails = strip;
		if (thumbnails != null && thumbnails.count() > 1)
			thumbnails.toggleComparison();
	}

	private void showSelected() {
		updateCommands();
		PicturePane pane = first;
		Path file = selectedFile();
		ImageLoading loader = loading;
		if (loader != null)
			loader.forgetWanted(); // of those that were selected on the way here
		if (pane != null && file != null)
			load(pane, file, this::selectedFile);
		showSecond(secondFile());
	}

	private void showSecond(@Nullable Path file) {
		Composite side = pictures;
		if (side == null)
			return;
		PicturePane pane = second;
		if (file == null) {
			second = null;
			if (pane != null) {
				pane.canvas().setMenu(null); // which would go with it, and is the others' too
				pane.dispose();
				side.layout();
			}
			return;
		}
		if (pane == null) {
			pane = new PicturePane(side);
			prepare(pane.canvas(), this::secondFile);
			second = pane;
			side.layout();
		}
		load(pane, file, this::secondFile);
	}

	private void load(PicturePane pane, Path file, Supplier<@Nullable Path> wanted) {
		ImageLoading loader = loading;
		if (loader != null)
			loader.load(() -> ImageReading.read(file, MAX_EDGE), (picture, problem) -> {
				if (file.equals(wanted.get()) && !pane.isDisposed())
					pane.show(picture, String.valueOf(file.getFileName()), problem);
			});
	}

	private void showPreview(JobSnapshot job, byte[] image) {
		ImageLoading loader = loading;
		JobSnapshot current = shown;
		if (loader == null || current != null && !current.id().equals(job.id()) && (chosen || !current.state().isFinal()))
			return;
		String name = NLS.bind(Messages.preview_running, job.workflow().name());
		loader.load(() -> ImageReading.read(image, name, MAX_EDGE), (picture, problem) -> {
			JobSnapshot now = shown;
			if (picture == null || now != null && now.id().equals(job.id()) && !now.outputs().isEmpty())
				return;
			if (now == null || !now.id().equals(job.id()))
				fill(List.of(job));
			PicturePane pane = first;
			if (pane != null && !pane.isDisposed())
				pane.show(picture, name, ""); //$NON-NLS-1$
		});
	}

	private void jobsChanged(List<JobSnapshot> changed, List<String> removed) {
		boolean first = !begun;
		begun = true;
		JobSnapshot newest = null;
		for (JobSnapshot job : changed) {
			JobSnapshot before = shown;
			if (before != null && before.id().equals(job.id()) && job.outputs().isEmpty())
				shown = job;
			if (job.state() == JobState.DONE && !job.outputs().isEmpty() && (newest == null || endedAfter(job, newest)))
				newest = job;
		}
		JobSnapshot current = shown;
		if (newest == null || first && chosen || current != null && sameOutputs(current, newest))
			return;
		chosen = false;
		fill(List.of(newest));
	}

	private static boolean endedAfter(JobSnapshot job, JobSnapshot other) {
		var end = job.ended();
		var otherEnd = other.ended();
		return end != null && (otherEnd == null || end.isAfter(otherEnd));
	}

	private static boolean sameOutputs(JobSnapshot one, JobSnapshot other) {
		return one.id().equals(other.id()) && one.outputs().equals(other.outputs());
	}

	private void selectionChanged(@Nullable IWorkbenchPart part, @Nullable ISelection selection) {
		if (part == this || !(selection instanceof IStructuredSelection elements))
			return;
		List<JobSnapshot> jobs = new ArrayList<>();
		for (Object element : elements)
			if (element instanceof JobSnapshot job && !job.outputs().isEmpty())
				jobs.add(job);
		if (jobs.isEmpty() && elements.size() == 1 && elements.getFirstElement() instanceof JobSnapshot job && job.state() == JobState.RUNNING)
			jobs.add(job); // its previews come here
		JobSnapshot current = shown;
		if (!jobs.isEmpty() && (several || jobs.size() > 1 || current == null || !sameOutputs(current, jobs.getFirst())))
			show(jobs.toArray(JobSnapshot[]::new));
	}

	private void setStripVisible(boolean visible) {
		ThumbnailStrip thumbnails = strip;
		if (thumbnails == null)
			return;
		thumbnails.setVisible(visible);
		((GridData) thumbnails.getLayoutData()).exclude = !visible;
		thumbnails.getParent().layout();
	}

	@Override
	public void setFocus() {
		ThumbnailStrip thumbnails = strip;
		PicturePane pane = first;
		if (thumbnails != null && thumbnails.isVisible())
			thumbnails.setFocus();
		else if (pane != null)
			pane.setFocus();
	}

	@Override
	public void dispose() {
		getSite().getPage().removeSelectionListener(selections);
		JobFeed jobs = feed;
		if (jobs != null)
			jobs.close();
		PreviewFeed running = previews;
		if (running != null)
			running.close();
		ImageLoading loader = loading;
		if (loader != null)
			loader.close();
		super.dispose();
	}
}
