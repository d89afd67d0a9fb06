// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.help.tests;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The pages of the guides, and the same as Markdown. {@code releng/scripts/guide} runs this file as a program that writes the
 * Markdown; so it uses the JDK alone.
 */
final class Guide {

	static final String BUNDLE = "bundles/org.creativestudio.comfyui.help";
	static final String MARKDOWN = "docs/guide";
	private static final Pattern VOID = Pattern.compile("<(br|meta|link|img|hr)((?:[^>]*[^/>])?)>");
	private static final Map<String, String> ENTITIES = Map.of("&ldquo;", "“", "&rdquo;", "”", "&rsquo;", "’", "&nbsp;", " ",
			"&ndash;", "–", "&hellip;", "…", "&times;", "×", "&rarr;", "→");

	private final Path checkout;

	Guide(Path checkout) {
		this.checkout = checkout;
	}

	/** Writes the Markdown of the checkout that is the only argument. */
	public static void main(String[] args) throws Exception {
		Guide guide = new Guide(Path.of(args[0]).toAbsolutePath());
		Map<String, String> files = guide.markdown();
		Path directory = Files.createDirectories(guide.checkout.resolve(MARKDOWN));
		try (Stream<Path> old = Files.list(directory)) {
			for (Path file : old.toList())
				Files.delete(file);
		}
		for (Map.Entry<String, String> page : files.entrySet())
			Files.writeString(directory.resolve(page.getKey()), page.getValue());
	}

	/** All pages by their file names. */
	Map<String, Document> pages() throws Exception {
		Map<String, Document> pages = new TreeMap<>();
		try (Stream<Path> files = Files.list(html())) {
			for (Path file : files.filter(each -> each.toString().endsWith(".html")).toList())
				pages.put(file.getFileName().toString(), parse(Files.readString(file)));
		}
		return pages;
	}

	Path html() {
		return checkout.resolve(BUNDLE).resolve("html");
	}

	Document xml(String file) throws Exception {
		return parse(Files.readString(checkout.resolve(BUNDLE).resolve(file)));
	}

	/** HTML as it is written here: XML but for empty elements and some names of characters. */
	private static Document parse(String text) throws ParserConfigurationException, SAXException, IOException {
		String xml = VOID.matcher(text).replaceAll("<$1$2/>");
		for (Map.Entry<String, String> entity : ENTITIES.entrySet())
			xml = xml.replace(entity.getKey(), entity.getValue());
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
	}

	static List<Element> elements(Document document, String name) {
		List<Element> elements = new ArrayList<>();
		var nodes = document.getElementsByTagName(name);
		for (int i = 0; i < nodes.getLength(); i++)
			elements.add((Element) nodes.item(i));
		return elements;
	}

	/** The Markdown files by their names: one for each page, and a table of contents. */
	Map<String, String> markdown() throws Exception {
		Map<String, String> files = new TreeMap<>();
		for (Map.Entry<String, Document> page : pages().entrySet()) {
			Element body = elements(page.getValue(), "body").getFirst();
			files.put(markdownName(page.getKey()), note(page.getKey()) + new Writer().blocks(body).strip() + "\n");
		}
		Element toc = xml("toc.xml").getDocumentElement();
		StringBuilder contents = new StringBuilder(note("../toc.xml")).append("# ").append(toc.getAttribute("label")).append("\n\n");
		list(toc, 0, contents);
		files.put("README.md", contents.toString());
		return files;
	}

	private static String note(String source) {
		return "<!-- SPDX-License-Identifier: EPL-2.0 -->\n<!-- Made from " + source
				+ " in the help bundle by releng/scripts/guide. Change it there. -->\n";
	}

	private static String markdownName(String page) {
		return page.replace(".html", ".md");
	}

	private static void list(Element topic, int depth, StringBuilder contents) {
		for (Node child = topic.getFirstChild(); child != null; child = child.getNextSibling())
			if (child instanceof Element inner) {
				String label = inner.getAttribute("label");
				String href = inner.getAttribute("href");
				contents.append("  ".repeat(depth)).append("- ")
						.append(href.isEmpty() ? label : '[' + label + "](" + markdownName(href.replace("html/", "")) + ')').append('\n');
				list(inner, depth + 1, contents);
			}
	}

	/** Writes elements as Markdown, each paragraph in one line. */
	private static final class Writer {

		private final StringBuilder out = new StringBuilder();

		String blocks(Element parent) {
			for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling())
				if (child instanceof Element element)
					block(element);
				else if (!child.getTextContent().isBlank() && child instanceof Text)
					throw new IllegalArgumentException("text outside of a paragraph: " + child.getTextContent().strip());
			return out.toString();
		}

		private void block(Element element) {
			String name = element.getTagName();
			switch (name) {
			case "h1", "h2", "h3" -> paragraph(anchor(element) + "#".repeat(name.charAt(1) - '0') + ' ' + inline(element));
			case "p" -> paragraph(anchor(element) + inline(element));
			case "dt" -> paragraph(anchor(element) + "**" + inline(element) + "**");
			case "dd" -> item(": ", element);
			case "ul", "ol" -> items(element, name.equals("ol"));
			case "dl", "div" -> blocks(element);
			case "pre" -> paragraph("```\n" + element.getTextContent().strip() + "\n```");
			case "table" -> table(element);
			default -> throw new IllegalArgumentException("no Markdown for <" + name + ">");
			}
		}

		private void paragraph(String text) {
			out.append(text).append("\n\n");
		}

		/** Where links to this element lead, on a line of its own. */
		private static String anchor(Element element) {
			String id = element.getAttribute("id");
			return id.isEmpty() ? "" : "<a id=\"" + id + "\"></a>\n";
		}

		private void item(String mark, Element element) {
			boolean nested = element.getElementsByTagName("p").getLength() + element.getElementsByTagName("ul").getLength()
					+ element.getElementsByTagName("pre").getLength() > 0;
			String text = nested ? new Writer().blocks(element).strip() : inline(element);
			if (mark.equals(": "))
				paragraph(text);
			else
				out.append(mark).append(text.replace("\n", "\n" + " ".repeat(mark.length()))).append('\n');
		}

		private void items(Element list, boolean numbered) {
			int number = 0;
			for (Node child = list.getFirstChild(); child != null; child = child.getNextSibling())
				if (child instanceof Element element)
					item(numbered ? ++number + ". " : "- ", element);
			out.append('\n');
		}

		private void table(Element table) {
			boolean first = true;
			var rows = table.getElementsByTagName("tr");
			for (int i = 0; i < rows.getLength(); i++) {
				List<String> cells = new ArrayList<>();
				for (Node cell = rows.item(i).getFirstChild(); cell != null; cell = cell.getNextSibling())
					if (cell instanceof Element element)
						cells.add(anchor(element).strip() + inline(element).replace("|", "\\|"));
				out.append("| ").append(String.join(" | ", cells)).append(" |\n");
				if (first)
					out.append("|---".repeat(cells.size())).append("|\n");
				first = false;
			}
			out.append('\n');
		}

		private static String inline(Element parent) {
			StringBuilder text = new StringBuilder();
			for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling())
				if (child instanceof Element element)
					text.append(inlineElement(element));
				else if (child instanceof Text)
					text.append(child.getTextContent().replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*").replace("`", "\\`"));
			return text.toString().replaceAll("\\s+", " ").strip();
		}

		private static String inlineElement(Element element) {
			return switch (element.getTagName()) {
			case "em" -> '*' + inline(element) + '*';
			case "strong" -> "**" + inline(element) + "**";
			case "code", "kbd" -> '`' + element.getTextContent().replaceAll("\\s+", " ") + '`';
			case "br" -> "<br>";
			case "a" -> '[' + inline(element) + "](" + element.getAttribute("href").replace(".html", ".md") + ')';
			case "img" -> "![" + element.getAttribute("alt") + "](../../" + BUNDLE + "/html/" + element.getAttribute("src") + ')';
			default -> throw new IllegalArgumentException("no Markdown for <" + element.getTagName() + "> in a line");
			};
		}
	}
}
