// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.help.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.creativestudio.comfyui.help.tests.Guide.elements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The pages of the guides fit together, and fit what the user interface names. */
class GuideTest {

	private static final String UI = "bundles/org.creativestudio.comfyui.ui/";
	private static final long LARGEST_PICTURE = 150_000;
	private static final long ALL_PICTURES = 2_000_000;

	private static Path checkout;
	private static Guide guide;
	private static Map<String, Document> pages;
	/** The ids of each page. */
	private static final Map<String, Set<String>> ANCHORS = new TreeMap<>();

	@BeforeAll
	static void read() throws Exception {
		checkout = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
		while (!Files.isDirectory(checkout.resolve("bundles")))
			checkout = checkout.getParent();
		guide = new Guide(checkout);
		pages = guide.pages();
		pages.forEach((name, page) -> ANCHORS.put(name,
				elements(page, "*").stream().map(element -> element.getAttribute("id")).collect(Collectors.toSet())));
	}

	@Test
	void everyPageIsInTheTableOfContents() throws Exception {
		assertThat(links(guide.xml("toc.xml"), "topic", "href").stream().map(GuideTest::withoutAnchor).collect(Collectors.toSet()))
				.containsExactlyInAnyOrderElementsOf(pages.keySet().stream().map(page -> "html/" + page).toList());
	}

	@Test
	void everyLinkLeadsSomewhere() throws Exception {
		for (Map.Entry<String, Document> page : pages.entrySet())
			for (String link : links(page.getValue(), "a", "href"))
				if (!link.contains(":"))
					assertLeadsSomewhere(link.startsWith("#") ? page.getKey() + link : link, page.getKey());
		for (String file : List.of("toc.xml", "contexts.xml", "index.xml"))
			for (String link : links(guide.xml(file), "topic", "href"))
				assertLeadsSomewhere(link.replaceFirst("^html/", ""), file);
		for (String link : links(guide.xml("cheatsheets/fleet.xml"), "*", "href"))
			assertLeadsSomewhere(link.replaceFirst("^/org.creativestudio.comfyui.help/html/", ""), "the cheat sheet");
	}

	@Test
	void theGermanCheatSheetLeadsWhereTheEnglishOneDoes() throws Exception {
		for (String attribute : List.of("href", "serialization", "skip"))
			assertThat(links(guide.xml("nl/de/cheatsheets/fleet.xml"), "*", attribute)).isEqualTo(links(guide.xml("cheatsheets/fleet.xml"), "*", attribute));
	}

	private static void assertLeadsSomewhere(String link, String where) {
		String page = withoutAnchor(link);
		assertThat(pages).as("%s in %s", link, where).containsKey(page);
		int anchor = link.indexOf('#');
		if (anchor >= 0)
			assertThat(ANCHORS.get(page)).as("%s in %s", link, where).contains(link.substring(anchor + 1));
	}

	private static String withoutAnchor(String link) {
		return link.replaceFirst("#.*", "");
	}

	private static List<String> links(Document document, String element, String attribute) {
		return elements(document, element).stream().map(each -> each.getAttribute(attribute)).filter(link -> !link.isEmpty()).toList();
	}

	@Test
	void everyPictureIsThereAndShownAndSmallAndToldInWords() throws Exception {
		Set<String> shown = new TreeSet<>();
		for (Map.Entry<String, Document> page : pages.entrySet())
			for (Element picture : elements(page.getValue(), "img")) {
				assertThat(picture.getAttribute("alt")).as("words for %s", picture.getAttribute("src")).isNotBlank();
				shown.add(picture.getAttribute("src"));
			}
		Set<String> there = new TreeSet<>();
		long sum = 0;
		try (Stream<Path> files = Files.list(guide.html().resolve("images"))) {
			for (Path file : files.toList()) {
				there.add("images/" + file.getFileName());
				assertThat(Files.size(file)).as("bytes of %s", file).isLessThan(LARGEST_PICTURE);
				sum += Files.size(file);
			}
		}
		assertThat(shown).isEqualTo(there);
		assertThat(sum).isLessThan(ALL_PICTURES);
	}

	@Test
	void theMarkdownSaysTheSame() throws Exception {
		Map<String, String> stored = new TreeMap<>();
		try (Stream<Path> files = Files.list(checkout.resolve(Guide.MARKDOWN))) {
			for (Path file : files.toList())
				stored.put(file.getFileName().toString(), Files.readString(file));
		}
		assertThat(stored).as("docs/guide; releng/scripts/guide writes it").isEqualTo(guide.markdown());
	}

	/** Help for what has the focus: a missing id shows nothing, one too many is a page that nobody finds. */
	@Test
	void everyContextOfTheUserInterfaceHasItsHelpAndNoOtherDoes() throws Exception {
		assertThat(elements(guide.xml("contexts.xml"), "context").stream().map(each -> each.getAttribute("id")).toList())
				.containsExactlyInAnyOrderElementsOf(contextsInTheCode());
	}

	private static Set<String> contextsInTheCode() throws IOException {
		Pattern context = Pattern.compile("\"org\\.creativestudio\\.comfyui\\.ui\\.(\\w+_\\w+)\"");
		Pattern field = Pattern.compile("(?:new Page\\.Key|directory|path)\\(\\s*\"(\\w+)\"");
		Set<String> ids = new TreeSet<>();
		// What ViewHelp makes of the views that are declared.
		Pattern view = Pattern.compile("<view id=\"org\\.creativestudio\\.comfyui\\.ui\\.(\\w+)\"");
		view.matcher(Files.readString(checkout.resolve(UI + "plugin.xml"))).results().forEach(found -> ids.add(found.group(1) + "_view"));
		try (Stream<Path> files = Files.walk(checkout.resolve(UI + "src"))) {
			for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
				String source = Files.readString(file);
				context.matcher(source).results().forEach(found -> ids.add(found.group(1)));
				field.matcher(source).results().forEach(found -> ids.add("instance_" + found.group(1)));
			}
		}
		return ids;
	}

	/** The page says what is bound, and all of it. */
	@Test
	void theKeysOfTheGuideAreThoseOfTheProgram() throws Exception {
		Set<String> told = new HashSet<>();
		for (Element row : elements(pages.get("keyboard.html"), "tr")) {
			String command = row.getAttribute("data-command");
			if (!command.isEmpty())
				for (Element key : List.of((Element) row.getElementsByTagName("td").item(0)))
					for (String one : key.getTextContent().split(" or "))
						told.add(one.strip() + " " + command);
		}
		assertThat(told).isEqualTo(bindings());
	}

	private static Set<String> bindings() throws IOException {
		Pattern key = Pattern.compile("<key commandId=\"org\\.creativestudio\\.comfyui\\.ui\\.([\\w.]+)\"[^>]*?sequence=\"([^\"]+)\"");
		Set<String> bound = new HashSet<>();
		Matcher found = key.matcher(Files.readString(checkout.resolve(UI + "plugin.xml")));
		while (found.find())
			bound.add(spoken(found.group(2)) + " " + found.group(1));
		return bound;
	}

	private static String spoken(String sequence) {
		return sequence.replace("CTRL", "Ctrl").replace("M1", "Ctrl").replace("M2", "Shift").replace("DEL", "Delete");
	}
}
