// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.preferences;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.creativestudio.comfyui.core.balancing.StrategyOption;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ModifyListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** A field for each option of a strategy, in a grid of two columns. */
final class OptionFields {

	private final Map<StrategyOption, Supplier<String>> fields = new LinkedHashMap<>();
	private final Runnable changed;

	/**
	 * @param values  what is set; an option without one shows its default
	 * @param changed is told when the user changes a field
	 */
	OptionFields(Composite parent, List<StrategyOption> options, Map<String, String> values, Runnable changed) {
		this.changed = changed;
		for (StrategyOption option : options)
			fields.put(option, create(parent, option, values.getOrDefault(option.name(), option.defaultValue())));
	}

	private Supplier<String> create(Composite parent, StrategyOption option, String value) {
		String label = LegacyActionTools.escapeMnemonics(option.label());
		if (option.type() == StrategyOption.Type.BOOLEAN) {
			Button button = new Button(parent, SWT.CHECK);
			button.setText(label);
			button.setToolTipText(option.description());
			button.setSelection(Boolean.parseBoolean(value));
			GridDataFactory.fillDefaults().span(2, 1).applyTo(button);
			button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
			return () -> String.valueOf(button.getSelection());
		}
		new Label(parent, SWT.NONE).setText(NLS.bind(Messages.option_label, label));
		return option.type() == StrategyOption.Type.CHOICE ? choice(parent, option, value) : number(parent, option, value);
	}

	private Supplier<String> choice(Composite parent, StrategyOption option, String value) {
		List<StrategyOption.Value> values = option.values();
		Combo combo = new Combo(parent, SWT.READ_ONLY | SWT.DROP_DOWN);
		combo.setToolTipText(option.description());
		for (StrategyOption.Value each : values) {
			combo.add(each.label());
			// What is stored and not there any more is shown as what holds instead.
			if (each.word().equals(value) || combo.getSelectionIndex() < 0 && each.word().equals(option.defaultValue()))
				combo.select(combo.getItemCount() - 1);
		}
		combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
		return () -> values.get(Math.max(0, combo.getSelectionIndex())).word();
	}

	private Supplier<String> number(Composite parent, StrategyOption option, String value) {
		Text text = new Text(parent, SWT.BORDER);
		text.setToolTipText(option.description());
		text.setMessage(option.defaultValue());
		text.setText(value);
		GridDataFactory.swtDefaults().hint(text.computeSize(SWT.DEFAULT, SWT.DEFAULT).y * 3, SWT.DEFAULT).applyTo(text);
		text.addModifyListener((ModifyListener) event -> changed.run());
		return () -> text.getText().isBlank() ? option.defaultValue() : text.getText().strip();
	}

	/** What the fields say; also what is not allowed. */
	Map<String, String> values() {
		Map<String, String> values = new LinkedHashMap<>();
		fields.forEach((option, value) -> values.put(option.name(), value.get()));
		return values;
	}

	/** What is wrong with the first field that something is wrong with. */
	Optional<String> problem() {
		return fields.entrySet().stream().flatMap(field -> field.getKey().problem(field.getValue().get())
				.map(allowed -> NLS.bind(Messages.option_wrong, allowed)).stream()).findFirst();
	}
}
