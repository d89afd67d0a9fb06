// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.eclipse.osgi.util.ManifestElement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

/** The arrows between the bundles, read from their manifests. */
class LayersTest {

	private static final String OURS = "org.creativestudio.";
	private static final String COMFYUI = OURS + "comfyui.";
	/** Who may use whom; nobody else anybody. */
	private static final Map<String, List<String>> ALLOWED = Map.ofEntries( //
			Map.entry(COMFYUI + "client", List.of()), //
			Map.entry(COMFYUI + "core", List.of("client")), //
			Map.entry(COMFYUI + "strategies", List.of("core")), //
			Map.entry(COMFYUI + "launching", List.of("core", "client")), //
			Map.entry(COMFYUI + "migration", List.of("core", "client")), //
			Map.entry(COMFYUI + "workflow", List.of("core", "client")), //
			Map.entry(COMFYUI + "embedded", List.of()), //
			Map.entry(COMFYUI + "cli", List.of("workflow", "core", "client")), //
			Map.entry(COMFYUI + "ui", List.of("workflow", "core", "client")), //
			Map.entry(COMFYUI + "help", List.of()), //
			Map.entry(OURS + "app", List.of("ui", "workflow", "core")));

	private static final Map<String, Path> BUNDLES = new TreeMap<>();

	@BeforeAll
	static void findBundles() throws IOException {
		Path checkout = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
		while (checkout != null && !Files.isDirectory(checkout.resolve("bundles")))
			checkout = checkout.getParent();
		assertThat(checkout).as("the checkout").isNotNull();
		try (Stream<Path> directories = Files.list(checkout.resolve("bundles"))) {
			directories.filter(directory -> Files.exists(directory.resolve("META-INF/MANIFEST.MF")))
					.forEach(directory -> BUNDLES.put(directory.getFileName().toString(), directory));
		}
	}

	private static ManifestElement[] header(Path bundle, String name) throws IOException, BundleException {
		try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
			Attributes attributes = new Manifest(in).getMainAttributes();
			ManifestElement[] elements = ManifestElement.parseHeader(name, attributes.getValue(name));
			return elements == null ? new ManifestElement[0] : elements;
		}
	}

	@Test
	void everyBundleHasItsPlace() {
		assertThat(BUNDLES.keySet()).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
	}

	@Test
	void arrowsPointDownOnly() throws Exception {
		for (Map.Entry<String, Path> bundle : BUNDLES.entrySet()) {
			List<String> allowed = ALLOWED.get(bundle.getKey()).stream().map(name -> COMFYUI + name).toList();
			List<String> used = Arrays.stream(header(bundle.getValue(), "Require-Bundle")).map(ManifestElement::getValue)
					.filter(name -> name.startsWith(OURS)).toList();
			assertThat(allowed).as(bundle.getKey()).containsAll(used);
			assertThat(Arrays.stream(header(bundle.getValue(), "Import-Package")).map(ManifestElement::getValue)
					.filter(name -> name.startsWith(OURS))).as("imports of " + bundle.getKey()).isEmpty();
		}
	}

	@Test
	void internalPackagesAreForTheirTestsAloneAndOthersAreDescribed() throws Exception {
		for (Map.Entry<String, Path> bundle : BUNDLES.entrySet())
			for (ManifestElement exported : header(bundle.getValue(), "Export-Package")) {
				String name = exported.getValue();
				if (name.contains(".internal")) {
					String friends = exported.getDirective("x-friends");
					assertThat(friends).as(name).isNotNull();
					for (String friend : friends.split(","))
						assertThat(friend.strip()).as(name).containsAnyOf("test", "benchmarks");
				}
			}
	}

	@Test
	void everyPackageIsNullAnnotatedAndDescribed() throws Exception {
		for (Map.Entry<String, Path> bundle : BUNDLES.entrySet()) {
			Path sources = bundle.getValue().resolve("src");
			if (!Files.isDirectory(sources))
				continue;
			try (Stream<Path> files = Files.walk(sources)) {
				List<Path> packages = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct().toList();
				for (Path directory : packages)
					assertThat(directory.resolve("package-info.java")).content().as(directory.toString()).contains("NonNullByDefault",
							"/**");
			}
		}
	}

	@Test
	void coreKnowsNoScreen() throws Exception {
		for (String name : List.of("client", "core", "strategies", "launching", "migration", "workflow", "embedded", "cli"))
			assertThat(Arrays.stream(header(BUNDLES.get(COMFYUI + name), "Require-Bundle")).map(ManifestElement::getValue)).as(name)
					.noneMatch(required -> required.contains(".ui") || required.contains("swt") || required.contains("jface"));
	}
}
