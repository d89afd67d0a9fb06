// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.creativestudio.comfyui.ui.internal.run.FileWriting;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWritingTest {

	@TempDir
	Path directory;
	private Path file;

	@BeforeEach
	void anOldFile() throws IOException {
		file = Files.writeString(directory.resolve("out.csv"), "old");
	}

	private IStatus write(FileWriting.Content content, boolean cancelled) {
		NullProgressMonitor monitor = new NullProgressMonitor();
		monitor.setCanceled(cancelled);
		return FileWriting.write(file, content, failure -> "not written: " + failure.getMessage(), monitor);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map(path -> path.getFileName().toString()).toList();
		}
	}

	@Test
	void replacesTheFile() throws IOException {
		assertThat(write(begun -> Files.writeString(begun, "new"), false).isOK()).isTrue();
		assertThat(file).hasContent("new");
		assertThat(files()).containsExactly("out.csv");
	}

	@Test
	void leavesTheFileAloneWhenItFails() throws IOException {
		IStatus status = write(begun -> {
			Files.writeString(begun, "half");
			throw new IOException("disk full");
		}, false);
		assertThat(status.getSeverity()).isEqualTo(IStatus.ERROR);
		assertThat(status.getMessage()).isEqualTo("not written: disk full");
		assertThat(file).hasContent("old");
		assertThat(files()).containsExactly("out.csv");
	}

	@Test
	void leavesTheFileAloneWhenItIsCancelled() throws IOException {
		assertThat(write(begun -> Files.writeString(begun, "new"), true).getSeverity()).isEqualTo(IStatus.CANCEL);
		assertThat(file).hasContent("old");
		assertThat(files()).containsExactly("out.csv");
	}

	@Test
	void copiesAFileOntoItself() throws IOException {
		assertThat(write(begun -> Files.copy(file, begun), false).isOK()).isTrue();
		assertThat(file).hasContent("old");
	}
}
