// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.strategies.internal;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String leastLoaded_leastLoaded;
	public static String load_nothingWaitsThere;
	public static String load_oneJobThere;
	public static String load_jobsThere;
	public static String modelAffinity_namesNoModelsLeast;
	public static String modelAffinity_itsModelsLoadedNowhere;
	public static String modelAffinity_modelsLoadedThere;
	public static String mostFreeVram_noInstanceTellsHow;
	public static String mostFreeVram_mostFreeMemoryF;
	public static String random_drawnLot;
	public static String roundRobin_itsTurn;
	public static String shortestCompletion_allInstancesFull;
	public static String shortestCompletion_waits;
	public static String shortestCompletion_firstLeastLoadedNothing;
	public static String shortestCompletion_doneFirstThereAbout;
	public static String shortestCompletion_whichWaitsFS;
	public static String shortestCompletion_loadsModelsFS;
	public static String shortestCompletion_guess;
	public static String twoChoices_onlyOneFree;
	public static String twoChoices_drawnAgainstNotMore;
	public static String weighted_itsTurnSS;
	public static String weighted_speed;
	public static String weighted_weight;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.strategies.internal.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
