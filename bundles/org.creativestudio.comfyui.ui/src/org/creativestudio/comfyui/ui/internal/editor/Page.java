// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.jface.preference.JFacePreferences;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/**
 * One tab of the dialog: rows of a label, a control, and a line that explains it, or that says what is wrong with it. A row has the
 * name that its value has in {@code instances.json}. Scrolls where the screen is too small.
 */
final class Page {

	private static final String CONTEXT = "org.creativestudio.comfyui.ui.instance_"; //$NON-NLS-1$
	/** Readable on a dark background, too, which the platform's colour for what is secondary is not. */
	private static final String HELP_COLOR = "org.creativestudio.comfyui.ui.card.text.secondary"; //$NON-NLS-1$
	private static final int CONTROL_CHARS = 50;
	private static final int INDENT = 12;

	/** What a row is for. */
	record Key(String name, Field field, String label, String help) {
		/** Secrets are in the table of the environment. */
		boolean has(Field other) {
			return field == other || field == Field.ENVIRONMENT && other == Field.SECRETS;
		}
	}

	/** How the control of a row shows a configuration, and changes one with the one before at hand. */
	record Binding(Consumer<InstanceConfiguration> show, BiConsumer<InstanceConfiguration.Builder, InstanceConfiguration> read,
			Consumer<Boolean> enable) {
	}

	private record Row(Key key, Control control, Binding binding, ControlDecoration mark, Label help) {
	}

	private final ScrolledComposite scrolled;
	private final Composite body;
	private final int width;
	private final Runnable changed;
	private final Map<String, Row> rows = new LinkedHashMap<>();

	/** @param changed is called whenever the user has changed something */
	Page(Composite parent, Runnable changed) {
		this.changed = changed;
		scrolled = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		body = new Composite(scrolled, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(INDENT, INDENT).spacing(INDENT, 3).applyTo(body);
		width = new PixelConverter(body).convertWidthInCharsToPixels(CONTROL_CHARS);
		scrolled.setContent(body);
		scrolled.addListener(SWT.Resize, event -> measure());
	}

	Control control() {
		return scrolled;
	}

	Composite body() {
		return body;
	}

	int width() {
		return width;
	}

	/** After all rows were added. */
	void measure() {
		int wide = scrolled.getClientArea().width;
		int least = body.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
		scrolled.setMinSize(Math.min(least, Math.max(wide, 1)), body.computeSize(wide > 0 ? wide : SWT.DEFAULT, SWT.DEFAULT).y);
	}

	/** A heading over the rows that follow. */
	void section(String title) {
		Label label = new Label(body, SWT.NONE);
		label.setText(title);
		label.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
		GridDataFactory.fillDefaults().span(3, 1).indent(0, rows.isEmpty() ? 0 : INDENT).applyTo(label);
	}

	void text(Key key, Function<InstanceConfiguration, String> get, BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(key.label());
		Text text = new Text(body, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(width, SWT.DEFAULT).applyTo(text);
		bind(key, text, get, set);
	}

	/**
	 * A text with something beside it.
	 *
	 * @param beside makes that something in the row, and is given the text
	 */
	Text text(Key key, BiFunction<Composite, Text, Control> beside, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		label(key.label());
		Text text = new Text(body, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(width / 2, SWT.DEFAULT).applyTo(text);
		GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(beside.apply(body, text));
		bind(key, text, get, set);
		return text;
	}

	private void bind(Key key, Text text, Function<InstanceConfiguration, String> get,
			BiConsumer<InstanceConfiguration.Builder, String> set) {
		text.addListener(SWT.Modify, event -> changed.run());
		add(key, text, new Binding(configuration -> setText(text, get.apply(configuration)),
				(builder, before) -> set.accept(builder, text.getText().strip()), text::setEnabled));
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
		label(key.label());
		Combo combo = new Combo(body, SWT.DROP_DOWN | SWT.READ_ONLY);
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
		label(key.label());
		Spinner spinner = new Spinner(body, SWT.BORDER);
		spinner.setValues(least, least, most, 0, 1, 10);
		GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).hint(width / 4, SWT.DEFAULT).applyTo(spinner);
		new Label(body, SWT.NONE).setText(unit);
		spinner.addListener(SWT.Modify, event -> changed.run());
		add(key, spinner, new Binding(configuration -> spinner.setSelection(get.apply(configuration)), (builder, before) -> {
			if (spinner.getSelection() != Math.clamp(get.apply(before), least, most))
				set.accept(builder, spinner.getSelection());
		}, spinner::setEnabled));
	}

	void check(Key key, Function<InstanceConfiguration, Boolean> get, BiConsumer<InstanceConfiguration.Builder, Boolean> set) {
		new Label(body, SWT.NONE);
		Button button = new Button(body, SWT.CHECK);
		button.setText(key.label());
		GridDataFactory.fillDefaults().span(2, 1).applyTo(button);
		button.addListener(SWT.Selection, event -> changed.run());
		add(key, button, new Binding(configuration -> button.setSelection(get.apply(configuration)),
				(builder, before) -> set.accept(builder, button.getSelection()), button::setEnabled));
	}

	/** The label before a control; for one that is tall, at its top. */
	Label label(String text) {
		Label label = new Label(body, SWT.NONE);
		label.setText(text);
		GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(label);
		return label;
	}

	/** Ends a row whose controls were made in {@link #body()}: adds its line of help. */
	void add(Key key, Control control, Binding binding) {
		new Label(body, SWT.NONE);
		Label help = new Label(body, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(width, SWT.DEFAULT).applyTo(help);
		((GridData) help.getLayoutData()).verticalIndent = -1;
		ControlDecoration mark = new ControlDecoration(control, SWT.TOP | SWT.LEFT);
		mark.setMarginWidth(1);
		mark.hide();
		if (control instanceof Composite) // a list or a table: what is in it has tips of its own
			control.setData(key.name());
		else
			control.setToolTipText(key.help());
		PlatformUI.getWorkbench().getHelpSystem().setHelp(control, CONTEXT + key.name());
		Row row = new Row(key, control, binding, mark, help);
		rows.put(key.name(), row);
		explain(row, List.of());
	}

	/** Shows the line under a row: its help, or what is to be said of its value. */
	private static boolean explain(Row row, List<Finding> findings) {
		String problem = findings.stream().map(Finding::message).collect(Collectors.joining("\n")); //$NON-NLS-1$
		String text = problem.isEmpty() ? row.key.help() : problem;
		boolean error = findings.stream().anyMatch(Finding::isError);
		row.help.setForeground(color(problem.isEmpty() ? HELP_COLOR : error ? JFacePreferences.ERROR_COLOR : null));
		boolean other = !row.help.getText().equals(escape(text));
		row.help.setText(escape(text));
		return other;
	}

	private static @Nullable Color color(@Nullable String id) {
		return id == null ? null : JFaceResources.getColorRegistry().get(id);
	}

	/** A label takes an ampersand for the mark of a key. */
	static String escape(String text) {
		return text.replace("&", "&&"); //$NON-NLS-1$ //$NON-NLS-2$
	}

	boolean has(Field field) {
		return rows.values().stream().anyMatch(row -> row.key.has(field));
	}

	/** The label of a row without its mark of a key and its colon; null when it is not on this page. */
	@Nullable
	String labelOf(String name) {
		Row row = rows.get(name);
		return row == null ? null : row.key.label().replace("&", "").replaceFirst("\\s*(\\(\\w+\\))?:$", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	void show(InstanceConfiguration configuration) {
		rows.values().forEach(row -> row.binding.show().accept(configuration));
	}

	void read(InstanceConfiguration.Builder builder, InstanceConfiguration before) {
		rows.values().forEach(row -> row.binding.read().accept(builder, before));
	}

	/** Marks the rows of what is to be said, and takes the marks of the others away. */
	void mark(List<Finding> findings) {
		boolean otherText = false;
		for (Row row : rows.values()) {
			List<Finding> of = findings.stream().filter(finding -> row.key.has(finding.field())).toList();
			otherText |= explain(row, of);
			if (of.isEmpty()) {
				row.mark.hide();
				continue;
			}
			boolean error = of.stream().anyMatch(Finding::isError);
			row.mark.setImage(FieldDecorationRegistry.getDefault()
					.getFieldDecoration(error ? FieldDecorationRegistry.DEC_ERROR : FieldDecorationRegistry.DEC_WARNING).getImage());
			row.mark.setDescriptionText(of.stream().map(Finding::message).collect(Collectors.joining("\n"))); //$NON-NLS-1$
			row.mark.show();
		}
		if (otherText) {
			measure();
			body.layout(true, true);
		}
	}

	void enable(String name, boolean enabled) {
		Row row = rows.get(name);
		if (row != null)
			row.binding.enable().accept(enabled);
	}

	/** Gives the keyboard to the control of a field; false when it is not here. */
	boolean focus(Field field) {
		return rows.values().stream().filter(row -> row.key.has(field)).findFirst().map(row -> row.control.setFocus()).isPresent();
	}

	/** Gives the keyboard to the first control that takes it. */
	void focus() {
		rows.values().stream().filter(row -> row.control.isEnabled()).findFirst().ifPresent(row -> row.control.setFocus());
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
