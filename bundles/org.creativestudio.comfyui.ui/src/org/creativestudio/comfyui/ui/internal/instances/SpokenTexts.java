// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.function.Supplier;

import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;

/**
 * What assistive technology says of something: its name, what there is to say of it, and how it is used. Where a text is null, that of the
 * control itself counts.
 */
public final class SpokenTexts extends AccessibleAdapter {

	private final Supplier<@Nullable String> name;
	private final Supplier<@Nullable String> description;
	private final Supplier<@Nullable String> help;

	private SpokenTexts(Supplier<@Nullable String> name, Supplier<@Nullable String> description, Supplier<@Nullable String> help) {
		this.name = name;
		this.description = description;
		this.help = help;
	}

	/** Only a name. */
	public static SpokenTexts name(Supplier<@Nullable String> name) {
		return new SpokenTexts(name, () -> null, () -> null);
	}

	/** Only a description. */
	public static SpokenTexts description(Supplier<@Nullable String> description) {
		return new SpokenTexts(() -> null, description, () -> null);
	}

	/** With that description. */
	public SpokenTexts described(Supplier<@Nullable String> text) {
		return new SpokenTexts(name, text, help);
	}

	/** With that help. */
	public SpokenTexts helped(Supplier<@Nullable String> text) {
		return new SpokenTexts(name, description, text);
	}

	@Override
	public void getName(@Nullable AccessibleEvent event) {
		say(event, name);
	}

	@Override
	public void getDescription(@Nullable AccessibleEvent event) {
		say(event, description);
	}

	@Override
	public void getHelp(@Nullable AccessibleEvent event) {
		say(event, help);
	}

	private static void say(@Nullable AccessibleEvent event, Supplier<@Nullable String> text) {
		String said = text.get();
		if (event != null && said != null)
			event.result = said;
	}
}
