// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.creativestudio.app.internal.SystemTheme;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.prefs.BackingStoreException;

/** The workbench of a dark window system is dark, for as long as both last. */
class SystemThemeTest {

	private static final RGB LIGHT = new RGB(255, 255, 255);
	private static final RGB BLACK = new RGB(0, 0, 0);

	private final IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode("org.creativestudio.comfyui.ui.tests.theme");
	private final SystemTheme theme = new SystemTheme(preferences);

	@AfterEach
	void forget() throws BackingStoreException {
		preferences.removeNode();
	}

	@Test
	void isDarkWhereTheSystemIs() {
		theme.follow(BLACK, false);
		assertThat(preferences.get(SystemTheme.KEY, null)).isEqualTo(SystemTheme.DARK);
	}

	@Test
	void isNotKeptForTheNextTime() {
		theme.follow(BLACK, false);
		theme.release();
		assertThat(preferences.get(SystemTheme.KEY, null)).isNull();
	}

	@Test
	void leavesLightSystemsAndThoseThatThePlatformKnowsToThePlatform() {
		theme.follow(LIGHT, false);
		theme.follow(BLACK, true);
		assertThat(preferences.get(SystemTheme.KEY, null)).isNull();
	}

	@Test
	void whatTheUserChoseBeforeStays() {
		preferences.put(SystemTheme.KEY, "light");
		theme.follow(BLACK, false);
		assertThat(preferences.get(SystemTheme.KEY, null)).isEqualTo("light");
		preferences.put(SystemTheme.KEY, SystemTheme.DARK);
		theme.follow(BLACK, false);
		theme.release();
		assertThat(preferences.get(SystemTheme.KEY, null)).isEqualTo(SystemTheme.DARK);
	}

	@Test
	void whatTheUserChoseMeanwhileStays() {
		theme.follow(BLACK, false);
		preferences.put(SystemTheme.KEY, "light");
		theme.release();
		assertThat(preferences.get(SystemTheme.KEY, null)).isEqualTo("light");
	}
}
