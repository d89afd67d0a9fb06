// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

/** What can be done by a button of a card. */
public enum CardAction {
	START, STOP, RUN, PAUSE, RESUME, EDIT, ACTIVATE, DELETE, LOG,
	/** What mends an error; its button says what it does. */
	FIX, MORE;

	/** On the button. */
	public String label() {
		return switch (this) {
		case START -> Messages.action_start;
		case STOP -> Messages.action_stop;
		case RUN -> Messages.action_run;
		case PAUSE -> Messages.action_pause;
		case RESUME -> Messages.action_resume;
		case EDIT -> Messages.action_edit;
		case ACTIVATE -> Messages.action_activate;
		case DELETE -> Messages.action_delete;
		case LOG -> Messages.action_log;
		case FIX -> Messages.action_fix;
		case MORE -> Messages.action_more;
		};
	}

	/** What it does, in a tool tip and for a screen reader. */
	public String description() {
		return switch (this) {
		case START -> Messages.action_start_tip;
		case STOP -> Messages.action_stop_tip;
		case RUN -> Messages.action_run_tip;
		case PAUSE -> Messages.action_pause_tip;
		case RESUME -> Messages.action_resume_tip;
		case EDIT -> Messages.action_edit_tip;
		case ACTIVATE -> Messages.action_activate_tip;
		case DELETE -> Messages.action_delete_tip;
		case LOG -> Messages.action_log_tip;
		case FIX -> Messages.action_fix_tip;
		case MORE -> Messages.action_more_tip;
		};
	}

	/** Path of the icon in this bundle. */
	public String icon() {
		return switch (this) {
		case START -> "icons/instances/start.svg"; //$NON-NLS-1$
		case STOP -> "icons/instances/stop.svg"; //$NON-NLS-1$
		case RUN -> "icons/instances/run.svg"; //$NON-NLS-1$
		case PAUSE -> "icons/instances/pause.svg"; //$NON-NLS-1$
		case RESUME -> "icons/instances/resume.svg"; //$NON-NLS-1$
		case EDIT -> "icons/instances/edit.svg"; //$NON-NLS-1$
		case ACTIVATE -> "icons/instances/activate.svg"; //$NON-NLS-1$
		case DELETE -> "icons/instances/delete.svg"; //$NON-NLS-1$
		case LOG -> "icons/instances/log.svg"; //$NON-NLS-1$
		case FIX -> "icons/instances/check.svg"; //$NON-NLS-1$
		case MORE -> "icons/instances/more.svg"; //$NON-NLS-1$
		};
	}
}
