// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.testing.ui.BotShell;
import org.creativestudio.comfyui.testing.ui.UiGuard;
import org.creativestudio.comfyui.testing.ui.UiThread;
import org.creativestudio.comfyui.testing.ui.WorkbenchBot;
import org.creativestudio.comfyui.ui.internal.exchange.ExchangeHandler;
import org.creativestudio.comfyui.ui.internal.instances.StartHandler;
import org.creativestudio.comfyui.ui.internal.jobs.CancelHandler;
import org.creativestudio.comfyui.ui.internal.jobs.MoveHandler;
import org.creativestudio.comfyui.ui.internal.jobs.PauseQueueHandler;
import org.creativestudio.comfyui.ui.internal.jobs.PriorityHandler;
import org.creativestudio.comfyui.ui.internal.jobs.QueueFileHandler;
import org.creativestudio.comfyui.ui.internal.jobs.RetryHandler;
import org.creativestudio.comfyui.ui.internal.run.CheckWorkflowHandler;
import org.creativestudio.comfyui.ui.internal.run.OpenAndRunHandler;
import org.creativestudio.comfyui.ui.internal.run.RunWorkflowHandler;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.IHandler;
import org.eclipse.core.expressions.EvaluationContext;
import org.eclipse.ui.ISources;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of a program in which a bundle did not start say so. */
@ExtendWith(UiGuard.class)
class MissingServicesTest {

	private static final Map<String, String> PARAMETERS = Map.of("org.creativestudio.comfyui.ui.job.move.instanceId", "a",
			"org.creativestudio.comfyui.ui.job.priority.change", "higher");

	private final WorkbenchBot bot = new WorkbenchBot();

	/** The window, in which these services cannot be found. */
	private static IWorkbenchWindow windowWithout(Class<?>... missing) {
		IWorkbenchWindow window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];
		return (IWorkbenchWindow) Proxy.newProxyInstance(MissingServicesTest.class.getClassLoader(), new Class<?>[] { IWorkbenchWindow.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("getService"))
						for (Class<?> each : missing)
							if (each == arguments[0])
								return null;
					try {
						return method.invoke(window, arguments);
					} catch (InvocationTargetException e) {
						throw e.getCause();
					}
				});
	}

	private void execute(IHandler handler, Class<?>... missing) {
		UiThread.call(() -> {
			EvaluationContext context = new EvaluationContext(null, new Object());
			context.addVariable(ISources.ACTIVE_WORKBENCH_WINDOW_NAME, windowWithout(missing));
			handler.execute(new ExecutionEvent(null, PARAMETERS, null, context));
			return handler;
		});
		BotShell told = bot.shell("Problem Occurred");
		assertThat(told.bot().visibleTexts()).anyMatch(text -> text.startsWith("The part of the program that does this is not running."));
		told.bot().button("OK").click();
		told.waitUntilClosed();
	}

	@ParameterizedTest
	@ValueSource(classes = { CancelHandler.class, RetryHandler.class, MoveHandler.class, PriorityHandler.class, PauseQueueHandler.class,
			QueueFileHandler.Export.class, RunWorkflowHandler.class, OpenAndRunHandler.class, CheckWorkflowHandler.class })
	void commandsOnJobsNeedTheQueue(Class<? extends IHandler> handler) throws ReflectiveOperationException {
		execute(handler.getConstructor().newInstance(), WorkflowService.class);
	}

	@Test
	void commandsOnInstancesNeedTheInstances() {
		execute(new StartHandler(), InstanceManager.class);
		execute(new RunWorkflowHandler(), InstanceManager.class);
	}

	@Test
	void theExchangeNeedsItsService() {
		execute(new ExchangeHandler.Export(), ConfigurationExchange.class);
	}
}
