// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.run.OnDisplay;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.widgets.FormToolkit;

/** What of an instance can be changed without its dialog, as no process has to be started again for it. */
public final class QuickEditSection extends LiveSection {

	private static final int MOST_AT_ONCE = 64;
	/** So narrow it can be without a scroll bar. */
	private static final int NARROW = 180;

	/** A field and where its text comes from; what is typed is not overwritten before it is stored or taken back. */
	private record Field(Text text, Function<InstanceConfiguration, String> value) {
		void show(InstanceConfiguration configuration) {
			String now = value.apply(configuration);
			boolean typed = !text.getText().equals(text.getData());
			if (!typed && !now.equals(text.getText()))
				text.setText(now);
			if (!typed)
				text.setData(now);
		}

		void revert() {
			if (text.getData() instanceof String before)
				text.setText(before);
		}

		/** Whether something else was typed than is stored; it counts as stored from now on. */
		boolean take() {
			boolean typed = !text.getText().equals(text.getData());
			text.setData(text.getText());
			return typed;
		}
	}

	private record Fields(Field name, Field description, Field tags, Spinner concurrent, Button autoStart, Label message) {
	}

	private @Nullable Fields fields;
	private String instance = ""; //$NON-NLS-1$

	@Override
	void create(Composite parent) {
		GridLayoutFactory.fillDefaults().numColumns(2).margins(6, 6).spacing(12, 5).applyTo(parent);
		Field name = field(parent, Messages.edit_name, InstanceConfiguration::name, (builder, text) -> builder.name(text.strip()));
		Field description = field(parent, Messages.edit_description, InstanceConfiguration::description,
				InstanceConfiguration.Builder::description);
		Field tags = field(parent, Messages.edit_tags, configuration -> String.join(" ", configuration.tags()), //$NON-NLS-1$
				(builder, text) -> builder.tags(words(text)));
		tags.text().setToolTipText(Messages.edit_tagsTip);
		getWidgetFactory().createLabel(parent, Messages.edit_concurrent);
		Spinner concurrent = new Spinner(parent, SWT.BORDER);
		concurrent.setMinimum(1);
		concurrent.setMaximum(MOST_AT_ONCE);
		concurrent.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> store(before -> before.toBuilder()
				.maxConcurrentWorkflows(concurrent.getSelection()).build())));
		Button autoStart = getWidgetFactory().createButton(parent, Messages.edit_autoStart, SWT.CHECK);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(autoStart);
		autoStart.addSelectionListener(SelectionListener
				.widgetSelectedAdapter(event -> store(before -> before.toBuilder().autoStart(autoStart.getSelection()).build())));
		Label message = getWidgetFactory().createLabel(parent, Messages.edit_hint, SWT.WRAP);
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(NARROW, SWT.DEFAULT).applyTo(message);
		fields = new Fields(name, description, tags, concurrent, autoStart, message);
	}

	@FunctionalInterface
	private interface Change {
		InstanceConfiguration.Builder apply(InstanceConfiguration.Builder builder, String text);
	}

	private Field field(Composite parent, String label, Function<InstanceConfiguration, String> value, Change change) {
		getWidgetFactory().createLabel(parent, label);
		Text text = new Text(parent, SWT.SINGLE | SWT.BORDER);
		text.setData(FormToolkit.KEY_DRAW_BORDER, Boolean.FALSE); // the toolkit's has the colour of the text, which is bright in the dark theme
		getWidgetFactory().adapt(text, true, false);
		GridDataFactory.fillDefaults().grab(true, false).hint(NARROW / 2, SWT.DEFAULT).applyTo(text);
		Field field = new Field(text, value);
		Runnable store = () -> {
			if (field.take())
				store(before -> change.apply(before.toBuilder(), text.getText()).build());
		};
		text.addListener(SWT.DefaultSelection, event -> store.run());
		text.addListener(SWT.FocusOut, event -> store.run());
		text.addKeyListener(KeyListener.keyPressedAdapter(event -> {
			if (event.keyCode == SWT.ESC)
				field.revert();
		}));
		return field;
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.split("[\\s,]+")).filter(word -> !word.isEmpty()).distinct().toList(); //$NON-NLS-1$
	}

	@Override
	void show(Object selected) {
		Fields f = fields;
		if (f == null || !(selected instanceof InstanceSnapshot shown))
			return;
		if (!instance.equals(shown.id())) {
			instance = shown.id();
			f.name().take();
			f.description().take();
			f.tags().take();
			say(Messages.edit_hint);
		}
		InstanceConfiguration configuration = shown.configuration();
		f.name().show(configuration);
		f.description().show(configuration);
		f.tags().show(configuration);
		if (f.concurrent().getSelection() != configuration.maxConcurrentWorkflows())
			f.concurrent().setSelection(configuration.maxConcurrentWorkflows());
		if (f.autoStart().getSelection() != configuration.autoStart())
			f.autoStart().setSelection(configuration.autoStart());
	}

	/** What can't be stored is said below the fields, and the fields show what is stored again. */
	private void store(UnaryOperator<InstanceConfiguration> change) {
		Fields f = fields;
		InstanceManager manager = getPart().getSite().getService(InstanceManager.class);
		InstanceSnapshot now = manager == null ? null : manager.getInstance(instance).orElse(null);
		if (f == null || manager == null || now == null)
			return;
		say(Messages.edit_hint);
		Display display = f.message().getDisplay();
		manager.update(change.apply(now.configuration())).whenComplete((stored, failure) -> {
			if (failure != null)
				OnDisplay.later(display, () -> refused(manager, now.id(), failure));
		});
	}

	private void refused(InstanceManager manager, String id, Throwable failure) {
		Fields f = fields;
		if (f == null || f.message().isDisposed() || !instance.equals(id))
			return;
		Throwable cause = failure.getCause() == null ? failure : failure.getCause();
		say(NLS.bind(Messages.edit_failed, cause.getLocalizedMessage()));
		manager.getInstance(id).ifPresent(this::show);
	}

	private void say(String text) {
		Fields f = fields;
		if (f != null && !f.message().getText().equals(text)) {
			f.message().setText(text);
			f.message().requestLayout();
		}
	}
}
