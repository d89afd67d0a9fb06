// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.run;

import org.eclipse.swt.widgets.Link;

/** Words of others for the text of a {@link Link}, which takes {@code <a>} for the begin of a link and knows no way to say it is none. */
public final class LinkText {

	private LinkText() {
	}

	/** Angle brackets become quotation marks that look alike; an ampersand marks no mnemonic. */
	public static String of(String words) {
		return words.replace("&", "&&").replace('<', '\u2039').replace('>', '\u203a'); //$NON-NLS-1$ //$NON-NLS-2$
	}

	/** What the user reads in a link. */
	public static String plain(String linkText) {
		return linkText.replaceAll("</?a>", "").replace("&&", "&"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}
}
