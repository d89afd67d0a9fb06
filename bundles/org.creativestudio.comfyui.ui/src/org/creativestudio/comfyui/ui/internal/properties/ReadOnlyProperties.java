// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.properties;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.views.properties.IPropertyDescriptor;
import org.eclipse.ui.views.properties.IPropertySource;
import org.eclipse.ui.views.properties.PropertyDescriptor;

/** What is known of something, line by line; nothing to edit. */
public abstract class ReadOnlyProperties implements IPropertySource {

	/** One thing that is known. */
	public record Line(String title, String value, PropertyGroup group) {
	}

	private final List<Line> lines = new ArrayList<>();
	private PropertyGroup group = PropertyGroup.GENERAL;

	/** The lines that are added from now on belong together. */
	protected final void group(PropertyGroup next) {
		group = next;
	}

	/** The lines of a group, in order. */
	public final List<Line> lines(PropertyGroup wanted) {
		return lines.stream().filter(line -> line.group() == wanted).toList();
	}

	/** Adds a line; none for a value that is null or blank. */
	protected final void add(String title, @Nullable Object value) {
		if (value != null && !value.toString().isBlank())
			lines.add(new Line(title, value.toString(), group));
	}

	@Override
	public final IPropertyDescriptor[] getPropertyDescriptors() {
		IPropertyDescriptor[] descriptors = new IPropertyDescriptor[lines.size()];
		for (int i = 0; i < descriptors.length; i++) {
			PropertyDescriptor descriptor = new PropertyDescriptor(i, lines.get(i).title());
			descriptor.setAlwaysIncompatible(true);
			descriptor.setCategory(lines.get(i).group().title());
			descriptors[i] = descriptor;
		}
		return descriptors;
	}

	@Override
	public final @Nullable Object getPropertyValue(@Nullable Object id) {
		return id instanceof Integer index ? lines.get(index).value() : null;
	}

	@Override
	public final @Nullable Object getEditableValue() {
		return null;
	}

	@Override
	public final boolean isPropertySet(@Nullable Object id) {
		return false;
	}

	@Override
	public final void resetPropertyValue(@Nullable Object id) {
		// nothing can be changed
	}

	@Override
	public final void setPropertyValue(@Nullable Object id, @Nullable Object value) {
		// nothing can be changed
	}
}
