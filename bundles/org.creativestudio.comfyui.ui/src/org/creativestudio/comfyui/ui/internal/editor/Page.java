// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/**
 * One tab of the dialog: rows of a label, a control, and a line that explains it, or that says what is wrong with it. A row has the
 * name that its value has in {@code instances.json}. Scrolls where the screen is too small. The controls are made when the tab is first
 * seen and laid out section by section, so that the window answers in between; until then it changes nothing in a configuration.
 */
final class Page {

	private static final int CONTROL_CHARS = 50;
	private static final int INDENT = 12;
	private static final int GAP = 3;

	/**
	 * What a row is for.
	 *
	 * @param before whether the label stands before the control, not in it
	 */
	record Key(String name, Field field, String label, String help, boolean before) {

		Key(String name, Field field, String label, String help) {
			this(name, field, label, help, true);
		}

		/** Secrets are in the table of the environment. */
		boolean has(Field other) {
			return field == other || field == Field.ENVIRONMENT && other == Field.SECRETS;
		}
	}

	/** How the control of a row shows a configuration, and changes one with the one before at hand. */
	record Binding(Consumer<InstanceConfiguration> show, BiConsumer<InstanceConfiguration.Builder, InstanceConfiguration> read,
			Consumer<Boolean> enable) {
	}

	/** What a page has: known from the beginning, made when it is first seen. */
	interface Rows {

		List<Key> keys();

		/** What makes the controls of its sections, each called once, in this order. */
		List<Consumer<Page>> sections();
	}

	private final ScrolledComposite scrolled;
	private final Composite body;
	private int width;
	private int labelWidth;
	private final Runnable changed;
	private final Rows contents;
	private final BiConsumer<Page, Runnable> maker;
	private final Map<String, FieldRow> rows = new LinkedHashMap<>();
	private final Map<Key, Label> labels = new HashMap<>();
	/** What is not made yet. */
	private final Deque<Consumer<Page>> missing;
	/** The section that is being made, and whether it has its size. */
	private Composite section;
	private boolean isMeasured;
	/** What gets the keyboard when it is made. */
	private @Nullable Field wanted;
	private boolean isBegun;
	private int measuredWidth = -1;

	/**
	 * @param maker   is given the page and what makes some of its rows; it runs that and shows a configuration in them
	 * @param changed is called whenever the user has changed something
	 */
	Page(Composite parent, Rows contents, BiConsumer<Page, Runnable> maker, Runnable changed) {
		this.contents = contents;
		this.maker = maker;
		this.changed = changed;
		missing = new ArrayDeque<>(contents.sections());
		scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		body = new Composite(scrolled, SWT.NONE);
		GridLayoutFactory.fillDefaults().margins(INDENT, INDENT).spacing(0, GAP).applyTo(body);
		section = body;
		scrolled.setContent(body);
		scrolled.addListener(SWT.Resize, event -> measure());
		scrolled.addListener(SWT.Show, event -> begin());
	}

	/** The sections have their labels in one column, though each is laid out alone. */
	private int widest(List<Key> keys) {
		GC gc = new GC(body);
		try {
			return keys.stream().filter(Key::before).mapToInt(key -> gc.textExtent(key.label(), SWT.DRAW_MNEMONIC).x).max().orElse(0);
		} finally {
			gc.dispose();
		}
	}

	/** Makes the first section now and lays it out, and each other, as soon as what waits for the window was done, if that has not begun yet. */
	void begin() {
		if (isBegun)
			return;
		isBegun = true;
		width = new PixelConverter(body).convertWidthInCharsToPixels(CONTROL_CHARS);
		labelWidth = widest(contents.keys());
		makeNext();
		OnDisplay.later(body, this::endSection);
		for (int i = missing.size(); i > 0; i--) {
			OnDisplay.later(body, this::makeNext);
			OnDisplay.later(body, this::endSection);
		}
	}

	private void makeNext() {
		Consumer<Page> next = missing.poll();
		if (next == null)
			return;
		isMeasured = false;
		section = new Composite(body, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(3).spacing(INDENT, GAP).applyTo(section);
		GridDataFactory.fillDefaults().applyTo(section);
		maker.accept(this, () -> next.accept(this));
		Dialog.applyDialogFont(section);
	}

	private void endSection() {
		isMeasured = true;
		measure(section);
		Field field = wanted;
		if (field != null)
			focus(field);
	}

	Control control() {
		return scrolled;
	}

	/** Where the controls of rows are made. */
	Composite body() {
		return section;
	}

	int width() {
		return width;
	}

	/** A part wants another size. */
	void measure(Composite part) {
		int wide = width(scrolled);
		if (wide <= 0) // it is told when it has a width
			return;
		if (wide != measuredWidth)
			measure();
		else {
			Point before = part.getSize();
			hint(part, wide);
			arrange();
			if (part.getSize().equals(before)) // else it was laid out
				part.layout();
		}
	}

	/** Measures anew if it got another width. */
	private void measure() {
		int wide = width(scrolled);
		if (wide <= 0 || wide == measuredWidth || body.getChildren().length == 0)
			return;
		measuredWidth = wide;
		for (Control part : body.getChildren())
			hint(part, wide);
		arrange();
	}

	private static void hint(Control part, int wide) {
		GridData data = (GridData) part.getLayoutData();
		data.widthHint = wide;
		data.heightHint = part.computeSize(wide, SWT.DEFAULT).y;
	}

	private void arrange() {
		scrolled.setMinHeight(body.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
		body.layout(); // where no more room is needed it wasn't
	}

	/** The width of the rows; the same with a scroll bar and without it, for all would have to be laid out anew when it comes. */
	private static int width(ScrolledComposite scrolled) {
		return scrolled.getSize().x - 2 * INDENT - scrolled.getVerticalBar().getSize().x;
	}

	/** A heading over the rows that follow. */
	void section(String title) {
		Label label = new Label(section, SWT.NONE);
		label.setText(title);
		label.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
		GridDataFactory.fillDefaults().span(3, 1).indent(0, rows.isEmpty() ? 0 : INDENT).applyTo(label);
	}

	void text(Key key, Function<InstanceConfiguration, String> get, BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(key);
		Text text = new Text(section, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(width, SWT.DEFAULT).applyTo(text);
		bind(key, text, get, set, text::setEnabled);
	}

	/**
	 * A text with something beside it.
	 *
	 * @param beside makes that something in the row, and is given the text
	 */
	Text text(Key key, BiFunction<Composite, Text, Control> beside, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(key);
		Text text = new Text(section, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(width / 2, SWT.DEFAULT).applyTo(text);
		Control part = beside.apply(section, text);
		GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(part);
		bind(key, text, get, set, enabled -> {
			text.setEnabled(enabled);
			if (part.getEnabled() == enabled)
				return;
			part.setEnabled(enabled);
			if (part instanceof Composite parts) // on GTK they would look enabled
				Stream.of(parts.getChildren()).forEach(child -> child.setEnabled(enabled));
		});
		return text;
	}

	private void bind(Key key, Text text, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set, Consumer<Boolean> enable) {
		text.addListener(SWT.Modify, event -> changed.run());
		add(key, text, new Binding(configuration -> setText(text, get.apply(configuration)),
				(builder, before) -> set.accept(builder, text.getText().strip()), enable));
	}

	/** A text that stands already keeps its selection. */
	private static void setText(Text text, String value) {
		if (!text.getText().strip().equals(value))
			text.setText(value);
	}

	/**
	 * A choice among words.
	 *
	 * @param words what the user reads, by value
	 */
	Combo choice(Key key, Map<String, String> words, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(key);
		Combo combo = new Combo(section, SWT.DROP_DOWN | SWT.READ_ONLY);
		List<String> values = new ArrayList<>(words.keySet());
		combo.setItems(words.values().toArray(String[]::new));
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(width, SWT.DEFAULT).applyTo(combo);
		combo.addListener(SWT.Selection, event -> changed.run());
		add(key, combo, new Binding(configuration -> {
			String value = get.apply(configuration);
			if (!values.contains(value)) { // of another bundle or a newer version
				values.add(value);
				combo.add(value);
			}
			combo.select(values.indexOf(value));
		}, (builder, before) -> set.accept(builder, combo.getSelectionIndex() < 0 ? get.apply(before) : values.get(combo.getSelectionIndex())),
				combo::setEnabled));
		return combo;
	}

	/** A whole number with its unit behind it; what is not edited stays as it is, also where the number shows less of it. */
	void spinner(Key key, int least, int most, String unit, Function<InstanceConfiguration, Integer> get,
			BiConsumer<InstanceConfiguration.Builder, Integer> set) {
		label(key);
		Spinner spinner = new Spinner(section, SWT.BORDER);
		spinner.setValues(least, least, most, 0, 1, 10);
		if (unit.isEmpty())
			GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).hint(width / 4, SWT.DEFAULT).applyTo(spinner);
		else // as wide as texts with something behind them, so that the unit is not far away
			GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(width / 2, SWT.DEFAULT).applyTo(spinner);
		new Label(section, SWT.NONE).setText(unit);
		spinner.addListener(SWT.Modify, event -> changed.run());
		add(key, spinner, new Binding(configuration -> spinner.setSelection(get.apply(configuration)), (builder, before) -> {
			if (spinner.getSelection() != Math.clamp(get.apply(before), least, most))
				set.accept(builder, spinner.getSelection());
		}, spinner::setEnabled));
	}

	void check(Key key, Function<InstanceConfiguration, Boolean> get, BiConsumer<InstanceConfiguration.Builder, Boolean> set) {
		Button button = new Button(section, SWT.CHECK);
		button.setText(key.label());
		GridDataFactory.fillDefaults().span(3, 1).indent(labelWidth + INDENT, 0).applyTo(button);
		button.addListener(SWT.Selection, event -> changed.run());
		add(key, button, new Binding(configuration -> button.setSelection(get.apply(configuration)),
				(builder, before) -> set.accept(builder, button.getSelection()), button::setEnabled));
	}

	/** The label before a control; for one that is tall, at its top. */
	Label label(Key key) {
		Label label = new Label(section, SWT.NONE);
		label.setText(key.label());
		GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).hint(labelWidth, SWT.DEFAULT).applyTo(label);
		labels.put(key, label);
		return label;
	}

	/** Ends a row whose controls were made in {@link #body()}: adds its line of help. */
	void add(Key key, Control control, Binding binding) {
		Label help = new Label(section, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).indent(labelWidth + INDENT, -1).hint(width, SWT.DEFAULT).applyTo(help);
		rows.put(key.name(), new FieldRow(key, labels.get(key), control, binding, help));
	}

	boolean has(Field field) {
		return contents.keys().stream().anyMatch(key -> key.has(field));
	}

	/** The label of a row without its mark of a key and its colon; null when it is not on this page. */
	@Nullable
	String labelOf(String name) {
		return contents.keys().stream().filter(key -> key.name().equals(name)).findFirst()
				.map(key -> FieldWords.plain(key.label())).orElse(null);
	}

	void show(InstanceConfiguration configuration) {
		rows.values().forEach(row -> row.binding().show().accept(configuration));
	}

	void read(InstanceConfiguration.Builder builder, InstanceConfiguration before) {
		rows.values().forEach(row -> row.binding().read().accept(builder, before));
	}

	/** Marks the rows of what is to be said, and takes the marks of the others away. */
	void mark(List<Finding> findings) {
		Set<Composite> others = new LinkedHashSet<>();
		for (FieldRow row : rows.values())
			if (row.say(findings))
				others.add(row.section());
		others.stream().filter(part -> isMeasured || part != section).forEach(this::measure);
	}

	void enable(String name, boolean enabled) {
		FieldRow row = rows.get(name);
		if (row != null)
			row.setEnabled(enabled);
	}

	/** Gives the keyboard to the control of a field, as soon as it is made. */
	void focus(Field field) {
		wanted = null;
		begin();
		rows.values().stream().filter(row -> row.key().has(field)).findFirst().ifPresentOrElse(row -> row.control().setFocus(),
				() -> wanted = missing.isEmpty() ? null : field);
	}

	/** Gives the keyboard to the first control that takes it; nothing on a page that was never seen. */
	void focus() {
		rows.values().stream().filter(row -> row.control().isEnabled()).findFirst().ifPresent(row -> row.control().setFocus());
	}

	/** Sets a value from elsewhere, as if the user had entered it. */
	static UnaryOperator<InstanceConfiguration> change(Consumer<InstanceConfiguration.Builder> change) {
		return configuration -> {
			InstanceConfiguration.Builder builder = configuration.toBuilder();
			change.accept(builder);
			return Objects.requireNonNull(builder.build());
		};
	}
}
