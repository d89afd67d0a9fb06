// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.workflow.internal;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String assignment_beingAskedItsNodes;
	public static String assignment_thereNoInstanceCreate;
	public static String assignment_asked;
	public static String assignment_instanceDoesNotExist;
	public static String assignment_freedMemorySecondTry;
	public static String assignment_activeInstance;
	public static String assignment_activeInstanceCannotTake;
	public static String assignment_waitsActiveInstance;
	public static String assignment_activeInstance2;
	public static String assignment_installThereChooseAnother;
	public static String assignment_start;
	public static String assignment_startAgain;
	public static String assignment_busy;
	public static String assignment_didNotTakeAsked;
	public static String assignment_noInstanceRunningStart;
	public static String assignment_allRunningInstancesBusy;
	public static String assignment_allInstancesCanRun;
	public static String assignment_lostElsewhere;
	public static String assignment_noRunningInstanceCan;
	public static String assignment_doesNot;
	public static String assignment_noMoreGpuMemory;
	public static String assignment_more;
	public static String assignment_unhealthy;
	public static String assignment_notAsked;
	public static String assignment_degradedOthersHealthy;
	public static String assignment_canRunBusy;
	public static String assignment_canRun;
	public static String dispatcher_workflowNotUnderstoodOpen;
	public static String dispatcher_queuePaused;
	public static String dispatcher_sentAgainLost;
	public static String dispatcher_time;
	public static String dispatcher_times;
	public static String dispatcher_notSentYet;
	public static String dispatcher_instanceDeleted;
	public static String dispatcher_movedUser;
	public static String editorGraph_usesSubgraphsSubgraphsMore;
	public static String editorGraph_noNodeWouldRun;
	public static String editorGraph_nodeGroupNodeWhich;
	public static String editorGraph_nodeWhichInstanceDoes;
	public static String editorGraph_circleLinksThroughReroutes;
	public static String editorScope_linkCannotUnderstood;
	public static String failover_differentInstancesDiedWhile;
	public static String failover_lostTimesNotSent;
	public static String failover_sentAgain;
	public static String failover_memoryDidNotSuffice;
	public static String failover_memoryDidNotSuffice2;
	public static String failover_memoryDidNotSuffice3;
	public static String follower_addressChanged;
	public static String follower_notAtItsNewAddress;
	public static String follower_endedWhileHadWorkflow;
	public static String follower_couldNotToldBecause;
	public static String follower_doesNotAnswerAsked;
	public static String follower_notAnsweredSNot;
	public static String follower_takenFromQueue;
	public static String follower_didNotGet;
	public static String follower_failedWhenTakeWorkflow;
	public static String follower_startedAnewDoesNot;
	public static String follower_somebodyTookFromQueue;
	public static String follower_endedWorkflowButTells;
	public static String follower_answersResultAnotherWorkflow;
	public static String follower_reportsWorkflowFailedBut;
	public static String follower_interrupted;
	public static String follower_workflowInterrupted;
	public static String follower_workflowRanLongerThan;
	public static String homeQueue_programJobDoesNot;
	public static String homeQueue_jobEndedAlready;
	public static String homeQueue_programEnds;
	public static String homeQueue_thereNoInstance;
	public static String homeQueue_noPriority;
	public static String homeQueue_thereNoJobQueue;
	public static String homeQueue_programJobDoesNot2;
	public static String homeQueue_jobNotEndedYet;
	public static String homeQueue_jobsHomeCannotRead;
	public static String jobFailure_refusedWorkflow;
	public static String jobFailure_input;
	public static String jobFailure_nodeFailedOn;
	public static String jobFigures_done;
	public static String jobFigures_fS;
	public static String jobFigures_failed;
	public static String jobQueue_itsRecordCannotWritten;
	public static String jobQueue_jobCannotStoredCheck;
	public static String jobQueue_graphJobLostRun;
	public static String jobQueue_journalJobsCannotWritten;
	public static String jobRun_resultCannotStoredCheck;
	public static String jobRun_jobFailedUnexpectedly;
	public static String jobRun_cancelledBeforeSent;
	public static String jobRun_moreFilesLeft;
	public static String jobRun_fileResultCouldNot;
	public static String jobRun_doesNotTellIts;
	public static String jobRun_nodeNamesNoClass;
	public static String jobRun_givesWorkflowsIdsIts;
	public static String jobRun_didNotTakeWorkflow;
	public static String jobRun_didNotTake;
	public static String jobService_deleted;
	public static String outputFiles_linkAnotherPlace;
	public static String queueExchange_nothingExportedChooseAnother;
	public static String queueExchange_directory;
	public static String queueExchange_directoryNotThere;
	public static String queueExchange_thereNoFile;
	public static String queueExchange_largerThanMibNo;
	public static String queueExchange_anotherKindVersion;
	public static String queueExchange_noJobsGraphs;
	public static String queueExchange_moreThanJobs;
	public static String queueExchange_jobNotUnderstood;
	public static String queueExchange_noJsonObject;
	public static String queueExchange_damagedNoJson;
	public static String queueExchange_holdsNoQueueVersion;
	public static String workflowFiles_comfyuiSaveWorkflowWorkflow;
	public static String workflowFiles_imageWithoutWorkflowInside;
	public static String workflowFiles_thereTextAfterEnd;
	public static String workflowFiles_noJson;
	public static String workflowFiles_jsonButNoGraph;
	public static String workflowFiles_noJsonNoUtf;
	public static String workflowFiles_directoryNotWorkflowFile;
	public static String workflowFiles_largerThanMibNo;
	public static String workflowFiles_thereNoFile;
	public static String workflowFiles_mayNotReadCheck;
	public static String workflowFiles_cannotRead;
	public static String workflowFiles_malformedJson;
	public static String assignment_stopped;
	public static String assignment_starting;
	public static String assignment_stopping;
	public static String assignment_paused;
	public static String assignment_error;

	static {
		NLS.initializeMessages("org.creativestudio.comfyui.workflow.internal.messages", Messages.class); //$NON-NLS-1$
	}

	private Messages() {
	}
}
