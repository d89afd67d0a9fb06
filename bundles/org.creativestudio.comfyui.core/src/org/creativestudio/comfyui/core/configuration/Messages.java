// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.configuration;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String boundedJson_noFile;
	public static String boundedJson_largerThanMib;
	public static String boundedJson_somethingFollowsEndJson;
	public static String boundedJson_at;
	public static String boundedJson_nestedDeeperThanLevels;
	public static String boundedJson_noValidJson;
	public static String boundedJson_empty;
	public static String boundedJson_endsMiddle;
	public static String boundedJson_noUtfText;
	public static String boundedJson_noValidJson2;
	public static String boundedJson_memberStandsThereTwice;
	public static String boundedJson_moreThanValues;
	public static String boundedJson_numberMoreThanDigits;
	public static String boundedJson_textHalfCharacterLone;
	public static String boundedJson_textGapMoreThan;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.core.configuration.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
