// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;

import org.creativestudio.comfyui.ui.internal.outputs.ImageReading;
import org.creativestudio.comfyui.ui.internal.outputs.ImageReading.Picture;
import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReadingTest {

	@TempDir
	Path folder;

	@Test
	void readsASmallImageAsItIs() throws IOException {
		Picture picture = ImageReading.read(Pictures.png(folder, "small.png", 30, 20, 0x336699), 100);
		assertThat(picture.data().width).isEqualTo(30);
		assertThat(picture.data().height).isEqualTo(20);
		assertThat(picture.data().palette.getRGB(picture.data().getPixel(5, 5))).isEqualTo(new RGB(0x33, 0x66, 0x99));
	}

	@Test
	void thinsOutALargeImageAndTellsItsRealSize() throws IOException {
		Picture picture = ImageReading.read(Pictures.png(folder, "large.png", 1000, 300, 0), 256);
		assertThat(picture.data().width).isBetween(200, 256);
		assertThat(picture.width()).isEqualTo(1000);
		assertThat(picture.height()).isEqualTo(300);
	}

	@Test
	void refusesAnImageThatClaimsToBeHugeWithoutMakingRoomForIt() throws IOException {
		assertThatThrownBy(() -> ImageReading.read(pngHeader(200_000, 200_000), "bomb.png", 256)).isInstanceOf(IOException.class)
				.hasMessageContaining("bomb.png is too large");
	}

	@Test
	void saysThatADamagedImageCouldNotBeRead() throws IOException {
		byte[] whole = Files.readAllBytes(Pictures.png(folder, "whole.png", 200, 200, 0x123456));
		byte[] half = Arrays.copyOf(whole, whole.length / 2);
		assertThatThrownBy(() -> ImageReading.read(half, "half.png", 256)).isInstanceOf(IOException.class)
				.hasMessageContaining("half.png could not be read");
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "jpg", "gif", "bmp" })
	void whateverIsLeftOfAnImageIsReadOrTold(String format) throws IOException {
		Path file = folder.resolve("cut." + format);
		ImageIO.write(new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB), format, file.toFile());
		byte[] whole = Files.readAllBytes(file);
		for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 60)) {
			Files.write(file, Arrays.copyOf(whole, length));
			try {
				assertThat(ImageReading.read(file, 256).width()).isEqualTo(120);
			} catch (IOException e) {
				assertThat(e).as(length + " bytes").hasMessageStartingWith(file.getFileName() + " ");
			}
		}
	}

	@Test
	void saysThatAnImageIsNotThereAnyMore() throws IOException {
		Path file = Pictures.png(folder, "gone.png", 30, 20, 0);
		Files.delete(file);
		assertThatThrownBy(() -> ImageReading.read(file, 256)).isInstanceOf(IOException.class)
				.hasMessageContaining("gone.png is not there any more").hasMessageContaining(folder.toString());
	}

	@Test
	void saysThatAFileIsNoImage() {
		assertThatThrownBy(() -> ImageReading.read("hello".getBytes(StandardCharsets.US_ASCII), "notes.txt", 256))
				.isInstanceOf(IOException.class).hasMessageContaining("notes.txt is no image");
	}

	/** The first bytes of a PNG file of that size, with a right checksum. */
	private static byte[] pngHeader(int width, int height) throws IOException {
		ByteArrayOutputStream header = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(header);
		out.writeBytes("IHDR");
		out.writeInt(width);
		out.writeInt(height);
		out.write(new byte[] { 8, 2, 0, 0, 0 });
		CRC32 checksum = new CRC32();
		checksum.update(header.toByteArray());
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		DataOutputStream all = new DataOutputStream(file);
		all.write(new byte[] { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' });
		all.writeInt(13);
		all.write(header.toByteArray());
		all.writeInt((int) checksum.getValue());
		all.writeInt(0);
		all.writeBytes("IDAT");
		return file.toByteArray();
	}
}
