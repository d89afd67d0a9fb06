// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.filesystem.IFileStore;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.console.IHyperlink;
import org.eclipse.ui.console.IPatternMatchListener;
import org.eclipse.ui.console.PatternMatchEvent;
import org.eclipse.ui.console.TextConsole;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;

/** Makes links of the files that Python's stack traces name: {@code File "/opt/ComfyUI/nodes.py", line 12, in run}. */
public final class FileLinks implements IPatternMatchListener {

	private static final Pattern PLACE = Pattern.compile("File \"([^\"<>\\r\\n]{1,1000})\", line (\\d{1,7})"); //$NON-NLS-1$

	/** A place in a file. */
	public record Place(Path file, int line) {
	}

	private @Nullable TextConsole console;

	/** The place that a text names; null when there is none, or its path is not absolute. */
	public static @Nullable Place place(String text) {
		Matcher matcher = PLACE.matcher(text);
		if (!matcher.find())
			return null;
		try {
			Path file = Path.of(matcher.group(1));
			return file.isAbsolute() ? new Place(file, Integer.parseInt(matcher.group(2))) : null;
		} catch (InvalidPathException e) {
			return null;
		}
	}

	@Override
	public void connect(TextConsole to) {
		console = to;
	}

	@Override
	public void disconnect() {
		console = null;
	}

	@Override
	public void matchFound(PatternMatchEvent event) {
		TextConsole shown = console;
		if (shown == null)
			return;
		try {
			IDocument document = shown.getDocument();
			Place place = place(document.get(event.getOffset(), event.getLength()));
			if (place != null)
				shown.addHyperlink(new Link(place), event.getOffset(), event.getLength());
		} catch (BadLocationException e) {
			return; // the console was cut meanwhile
		}
	}

	@Override
	public String getPattern() {
		return PLACE.pattern();
	}

	@Override
	public int getCompilerFlags() {
		return 0;
	}

	@Override
	public String getLineQualifier() {
		return "File \""; //$NON-NLS-1$
	}

	private record Link(Place place) implements IHyperlink {
		@Override
		public void linkEntered() {
			// nothing to show
		}

		@Override
		public void linkExited() {
			// nothing was shown
		}

		@Override
		public void linkActivated() {
			IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
			IWorkbenchPage page = window == null ? null : window.getActivePage();
			if (page == null)
				return;
			IFileStore store = EFS.getLocalFileSystem().getStore(place.file().toUri());
			try {
				IEditorPart editor = IDE.openEditorOnFileStore(page, store);
				if (editor.getAdapter(ITextEditor.class) instanceof ITextEditor text)
					reveal(text);
			} catch (PartInitException e) {
				ILog.get().warn(NLS.bind(Messages.link_failed, place.file()), e);
			}
		}

		private void reveal(ITextEditor editor) {
			IDocument document = editor.getDocumentProvider().getDocument(editor.getEditorInput());
			try {
				IRegion line = document.getLineInformation(place.line() - 1);
				editor.selectAndReveal(line.getOffset(), line.getLength());
			} catch (BadLocationException e) {
				return; // the file is another one by now
			}
		}
	}
}
