// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.instances.CardGrid;
import org.creativestudio.comfyui.ui.tests.StopsInstances;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.IExecutionListener;
import org.eclipse.core.commands.NotHandledException;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In an IDE the user's own keys keep their meaning everywhere but in our views. */
@Tag("only-installed")
@ExtendWith({ UiGuard.class, StopsInstances.class })
class StockKeysTest {

	private static final String OURS = "org.creativestudio.";
	private static final String IDE_PERSPECTIVE = "org.eclipse.ui.resourcePerspective";
	private static final String WINDOW = "org.eclipse.ui.contexts.window";
	private static final String EVERYWHERE_OPEN = "org.creativestudio.comfyui.ui.instance.showView";
	private static final String EVERYWHERE_RUN = "org.creativestudio.comfyui.ui.run";
	private static final String EVERYWHERE_HELP = "org.creativestudio.comfyui.ui.help";
	/** Where commands of the workbench are, whatever has the focus. */
	private static final Set<String> WIDE = Set.of("org.eclipse.ui.contexts.dialogAndWindow", WINDOW, "org.eclipse.ui.contexts.dialog",
			"org.eclipse.ui.textEditorScope");

	@TempDir
	private Path directory = Path.of("");
	private final List<String> executed = new CopyOnWriteArrayList<>();
	private final IExecutionListener listener = new Executed();
	private ViewOnFakes on;
	private CardGrid grid;
	private @Nullable IEditorPart editor;

	/** Remembers which commands the keys found. */
	private final class Executed implements IExecutionListener {
		@Override
		public void preExecute(String id, ExecutionEvent event) {
			executed.add(id);
		}

		@Override
		public void notHandled(String id, NotHandledException exception) {
			executed.add(id);
		}

		@Override
		public void postExecuteFailure(String id, ExecutionException exception) {
			// was told before
		}

		@Override
		public void postExecuteSuccess(String id, Object value) {
			// was told before
		}
	}

	private static IWorkbenchPage page() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
	}

	private static <T> T service(Class<T> type) {
		return Objects.requireNonNull(PlatformUI.getWorkbench().getService(type));
	}

	@BeforeEach
	void open() {
		new WorkbenchBot().openPerspective(IDE_PERSPECTIVE);
		on = new ViewOnFakes();
		grid = on.showThree();
		UiThread.run(() -> service(ICommandService.class).addExecutionListener(listener));
	}

	@AfterEach
	void close() {
		UiThread.run(() -> {
			service(ICommandService.class).removeExecutionListener(listener);
			if (editor != null)
				page().closeEditor(editor, false);
		});
		on.close();
	}

	/** A text editor of the platform with the focus in its text, at the beginning. */
	private StyledText editText() throws IOException {
		Path file = Files.writeString(directory.resolve("notes.txt"), "words");
		StyledText text = UiThread.call(() -> {
			IEditorPart opened = IDE.openEditor(page(), EFS.getLocalFileSystem().fromLocalFile(file.toFile()).toURI(),
					"org.eclipse.ui.DefaultTextEditor", true);
			editor = opened;
			return (StyledText) opened.getAdapter(Control.class);
		});
		on.bot.workbenchShell().activate();
		UiThread.run(text::forceFocus);
		on.bot.waitUntil("the text has the keyboard", text::isFocusControl);
		return text;
	}

	private void awaitCommand(String id) {
		on.bot.waitUntil("the key found " + id, () -> executed.contains(id));
		assertThat(executed).filteredOn(each -> each.startsWith(OURS)).isEmpty();
		executed.clear();
	}

	@Test
	void threeKeysHoldEverywhereAndAllOthersInOurViewsAlone() {
		List<Binding> ours = bindings().filter(binding -> isOurs(binding) && WIDE.contains(binding.getContextId())).toList();
		assertThat(ours).extracting(binding -> binding.getTriggerSequence().format() + ' ' + command(binding))
				.containsExactlyInAnyOrder("Ctrl+I " + EVERYWHERE_OPEN, "F9 " + EVERYWHERE_RUN, "F1 " + EVERYWHERE_HELP);
	}

	@Test
	void noKeyOfThePlatformIsTakenFromIt() {
		List<Binding> wide = bindings().filter(binding -> isOurs(binding) && WIDE.contains(binding.getContextId())).toList();
		for (Binding our : wide)
			assertThat(bindings().filter(binding -> !isOurs(binding) && binding.getParameterizedCommand() != null
					&& WIDE.contains(binding.getContextId()) && binding.getSchemeId().equals(our.getSchemeId())
					&& binding.getTriggerSequence().equals(our.getTriggerSequence())))
					.as(our.getTriggerSequence().format()).isEmpty();
	}

	private static Stream<Binding> bindings() {
		return Stream.of(UiThread.call(() -> service(IBindingService.class).getBindings()));
	}

	private static boolean isOurs(Binding binding) {
		return command(binding).startsWith(OURS);
	}

	private static String command(Binding binding) {
		return binding.getParameterizedCommand() == null ? "" : binding.getParameterizedCommand().getId();
	}

	@Test
	void inATextEditorTheKeysAreTheEditors() throws IOException {
		StyledText text = editText();
		on.press(SWT.NONE, SWT.DEL);
		on.bot.waitUntil("a character is deleted", () -> text.getText().equals("ords"));
		on.type(SWT.NONE, 'b');
		on.bot.waitUntil("letters are written", () -> text.getText().equals("bords"));
		on.press(SWT.NONE, SWT.END);
		on.type(SWT.NONE, ' ');
		on.bot.waitUntil("a space is written at the end", () -> text.getText().equals("bords "));
		on.press(SWT.NONE, SWT.HOME);
		on.press(SWT.NONE, SWT.ARROW_RIGHT);
		on.bot.waitUntil("the caret moves", () -> text.getCaretOffset() == 1);
		executed.clear();
		on.press(SWT.NONE, SWT.F5);
		awaitCommand("org.eclipse.ui.file.refresh");
		on.type(SWT.CTRL, '1');
		awaitCommand("org.eclipse.jdt.ui.edit.text.java.correction.assist.proposals");
		for (char number : "2456789".toCharArray())
			on.type(SWT.CTRL, number);
		on.type(SWT.CTRL | SWT.SHIFT, 'n');
		on.type(SWT.CTRL, 'e');
		awaitCommand("org.eclipse.ui.window.openEditorDropDown");
		assertThat(on.fake.asked).isEmpty();
		on.press(SWT.NONE, SWT.ESC);
	}

	@Test
	void inAnotherViewTheKeysAreThePlatforms() {
		on.bot.viewById("org.eclipse.ui.views.ProblemView").show();
		on.bot.waitUntil("it has the keyboard", () -> !grid.isFocusControl() && Display.getDefault().getFocusControl() != null);
		on.press(SWT.NONE, SWT.DEL);
		awaitCommand("org.eclipse.ui.edit.delete");
		on.press(SWT.NONE, SWT.F5);
		awaitCommand("org.eclipse.ui.file.refresh");
		on.type(SWT.CTRL, '3');
		awaitCommand("org.eclipse.ui.window.quickAccess");
		on.press(SWT.NONE, SWT.ESC);
		assertThat(on.fake.asked).isEmpty();
	}

	@Test
	void ourKeysWorkInThePerspectiveOfTheIde() {
		assertThat(on.bot.perspectiveId()).isEqualTo(IDE_PERSPECTIVE);
		on.focus(grid);
		on.press(SWT.NONE, SWT.HOME);
		on.awaitSelection("a");
		on.type(SWT.CTRL, 'e');
		on.bot.shell("Edit Alpha").bot().button("Cancel").click();
		on.type(SWT.CTRL, '3');
		on.bot.waitUntil("the third is active", () -> on.fake.asked.contains("activate c"));
		assertThat(executed).doesNotContain("org.eclipse.ui.window.quickAccess", "org.eclipse.ui.window.openEditorDropDown");
	}
}
