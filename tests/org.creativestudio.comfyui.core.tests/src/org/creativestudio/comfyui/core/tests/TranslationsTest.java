// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the workbench says, it says in German too: the message files of both languages tell the same, and what is said in a bundle that
 * has no screen, but is shown on one, stands in message files.
 */
class TranslationsTest {

	private static final List<String> TRANSLATED = List.of("org.creativestudio.app", "org.creativestudio.comfyui.ui",
			"org.creativestudio.comfyui.strategies", "org.creativestudio.comfyui.launching", "org.creativestudio.comfyui.core",
			"org.creativestudio.comfyui.workflow", "org.creativestudio.comfyui.migration", "org.creativestudio.comfyui.client",
			"org.creativestudio.comfyui.help");
	private static final Pattern PLACES = Pattern.compile("\\{\\d\\}|</?a>|\n|%(\\.\\d)?[sf]");
	/** NLS takes what follows a lone apostrophe as it is, places included. */
	private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

	private static final Set<String> ONE_LANGUAGE = Set.of("Diagnostics.java", "MetricsEndpoint.java", "PrometheusText.java", "SmiReadings.java");
	private static final Pattern COMMENT = Pattern.compile("//\\$NON-NLS.*|(?m)^\\s*//.*|(?s)/\\*.*?\\*/");
	private static final Pattern SENTENCE = Pattern.compile("\"[^\"\\n]*[a-z]{2,} [a-z]+ [a-z]{2,}[^\"\\n]*\"");
	private static final Pattern FOR_DEVELOPERS = Pattern.compile("\\.log\\(|\\.compile\\(|Illegal|AssertionError|\\.replaceFirst\\(");

	private static final Pattern FIELD = Pattern.compile("static (?:final )?String (\\w+)(?:;| =)");

	private static final Pattern MESSAGE = Pattern.compile("\\bMessages\\.(\\w+)");
	private static final Pattern KEY = Pattern.compile("%([\\w.-]+)");

	private static Path bundles = Path.of("");

	@BeforeAll
	static void findBundles() {
		Path checkout = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
		while (checkout != null && !Files.isDirectory(checkout.resolve("bundles")))
			checkout = checkout.getParent();
		assertThat(checkout).as("the checkout").isNotNull();
		bundles = checkout.resolve("bundles");
	}

	static List<Path> english() throws IOException {
		if (bundles.toString().isEmpty())
			findBundles();
		try (Stream<Path> files = TRANSLATED.stream().map(bundles::resolve).flatMap(TranslationsTest::files)) {
			List<Path> found = files.filter(file -> List.of("messages.properties", "plugin.properties").contains(file.getFileName().toString()))
					.map(bundles::relativize).toList();
			assertThat(found).hasSizeGreaterThan(TRANSLATED.size());
			return found;
		}
	}

	private static Stream<Path> files(Path bundle) {
		try {
			Path sources = bundle.resolve("src");
			return Stream.concat(Files.list(bundle), Files.isDirectory(sources) ? Files.walk(sources) : Stream.empty());
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Properties read(Path file) throws IOException {
		Properties texts = new Properties();
		try (InputStream in = Files.newInputStream(file)) {
			texts.load(in);
		}
		return texts;
	}

	@ParameterizedTest
	@MethodSource("english")
	void eachTextIsThereInGermanWithTheSamePlaces(Path english) throws IOException {
		Properties texts = read(bundles.resolve(english));
		Properties german = read(bundles.resolve(english).resolveSibling(english.getFileName().toString().replace(".", "_de.")));

		assertThat(german.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(texts.stringPropertyNames());
		for (String key : texts.stringPropertyNames()) {
			assertThat(places(german.getProperty(key))).as(key).containsExactlyInAnyOrderElementsOf(places(texts.getProperty(key)));
			for (Properties language : List.of(texts, german))
				if (language.getProperty(key).contains("{"))
					assertThat(language.getProperty(key)).as(key).doesNotContainPattern(LONE_APOSTROPHE);
		}
	}

	/** Logs stay in one language for those who help, and so do reports of a bug and what other programs read. */
	@ParameterizedTest
	@ValueSource(strings = { "client", "core", "launching", "migration", "strategies", "workflow" })
	void noSentenceIsLeftInTheCode(String bundle) throws IOException {
		List<String> left = new ArrayList<>();
		try (Stream<Path> files = Files.walk(bundles.resolve("org.creativestudio.comfyui." + bundle + "/src"))) {
			for (Path file : files.filter(each -> each.toString().endsWith(".java") && !ONE_LANGUAGE.contains(each.getFileName().toString())).toList()) {
				String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
				Matcher sentence = SENTENCE.matcher(code);
				while (sentence.find())
					if (!FOR_DEVELOPERS.matcher(statement(code, sentence.start())).find())
						left.add(file.getFileName() + ": " + sentence.group());
			}
		}
		assertThat(left).isEmpty();
	}

	/** What stands before a place of its statement. */
	private static String statement(String code, int at) {
		String before = code.substring(0, at);
		return before.substring(1 + Math.max(before.lastIndexOf(";\n"), Math.max(before.lastIndexOf("{\n"), before.lastIndexOf("}\n"))));
	}

	/** NLS says nothing of a text that no field has, and "missing" where a field has no text. */
	@ParameterizedTest
	@MethodSource("english")
	void theFieldsAreThoseOfTheFile(Path english) throws IOException {
		Path fields = bundles.resolve(english).resolveSibling("Messages.java");
		if (Files.exists(fields))
			assertThat(FIELD.matcher(Files.readString(fields)).results().map(field -> field.group(1)))
					.containsExactlyInAnyOrderElementsOf(read(bundles.resolve(english)).stringPropertyNames());
	}

	@ParameterizedTest
	@MethodSource("english")
	void eachTextIsShownSomewhere(Path english) throws IOException {
		Path file = bundles.resolve(english);
		Set<String> shown = Files.exists(file.resolveSibling("Messages.java")) ? shownByCode(file)
				: shownByExtensions(bundles.resolve(english.getName(0)));
		assertThat(read(file).stringPropertyNames()).isSubsetOf(shown);
	}

	/** In the package of the messages, and where they are imported. */
	private static Set<String> shownByCode(Path texts) throws IOException {
		Path sources = texts;
		while (!sources.endsWith("src"))
			sources = sources.getParent();
		String type = sources.relativize(texts.resolveSibling("Messages")).toString().replace(texts.getFileSystem().getSeparator(), ".");
		Set<String> shown = new HashSet<>();
		try (Stream<Path> files = Files.walk(sources)) {
			for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
				String code = Files.readString(file);
				if (file.getParent().equals(texts.getParent()) || code.contains("import " + type + ";"))
					MESSAGE.matcher(code).results().forEach(use -> shown.add(use.group(1)));
			}
		}
		return shown;
	}

	private static Set<String> shownByExtensions(Path bundle) throws IOException {
		Set<String> shown = new HashSet<>();
		for (String name : List.of("plugin.xml", "META-INF/MANIFEST.MF"))
			if (Files.exists(bundle.resolve(name)))
				KEY.matcher(Files.readString(bundle.resolve(name))).results().forEach(use -> shown.add(use.group(1)));
		return shown;
	}

	private static List<String> places(String text) {
		return PLACES.matcher(text).results().map(MatchResult::group).toList();
	}
}
