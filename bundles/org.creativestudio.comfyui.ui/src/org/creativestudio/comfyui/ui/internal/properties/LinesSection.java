// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import java.util.ArrayList;
import java.util.List;

import org.creativestudio.comfyui.ui.internal.properties.ReadOnlyProperties.Line;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.views.properties.IPropertySource;

/** The lines of one {@link PropertyGroup}, whose name stands behind the class in the extension. Values can be selected and copied. */
public final class LinesSection extends LiveSection implements IExecutableExtension {

	private PropertyGroup group = PropertyGroup.GENERAL;
	private final List<ValueField> rows = new ArrayList<>();
	private @Nullable Composite lines;
	private @Nullable Label none;

	@Override
	public void setInitializationData(@Nullable IConfigurationElement configuration, @Nullable String property, @Nullable Object data) {
		group = PropertyGroup.valueOf(String.valueOf(data));
	}

	@Override
	void create(Composite parent) {
		GridLayoutFactory.fillDefaults().numColumns(2).margins(6, 6).spacing(12, 4).applyTo(parent);
		lines = parent;
		Label empty = getWidgetFactory().createLabel(parent, Messages.lines_none);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(empty);
		none = empty;
	}

	@Override
	void show(Object selected) {
		Composite parent = lines;
		Label empty = none;
		if (parent == null || empty == null)
			return;
		List<Line> now = Adapters.adapt(selected, IPropertySource.class) instanceof ReadOnlyProperties properties ? properties.lines(group)
				: List.of();
		boolean other = now.size() != rows.size();
		while (rows.size() > now.size())
			rows.removeLast().dispose();
		while (rows.size() < now.size())
			rows.add(new ValueField(parent, getWidgetFactory()));
		for (int i = 0; i < now.size(); i++)
			other |= rows.get(i).show(now.get(i).title(), now.get(i).value());
		if (other) {
			empty.setVisible(now.isEmpty());
			GridDataFactory.fillDefaults().span(2, 1).exclude(!now.isEmpty()).applyTo(empty);
			parent.requestLayout();
		}
	}

	@Override
	public boolean shouldUseExtraSpace() {
		return true;
	}
}
