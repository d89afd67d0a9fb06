// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.RestartPolicy;
import org.creativestudio.comfyui.core.launching.ServerOptions;
import org.creativestudio.comfyui.core.validation.Field;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** How an instance is run. */
final class RuntimeTab implements Page.Rows {

	private static final int PROPOSAL_CHARS = 60;
	private static final int PROPOSAL_LINES = 12;
	private static final int MAX_IDLE_MINUTES = 7 * 24 * 60;

	private final Page.Key timeout = new Page.Key("timeoutMs", Field.TIMEOUT, Messages.timeout, Messages.timeout_help); //$NON-NLS-1$
	private final Page.Key startDeadline = new Page.Key("startDeadlineMs", Field.START_DEADLINE, Messages.deadline, Messages.deadline_help); //$NON-NLS-1$
	private final Page.Key freeMemory = new Page.Key("freeMemoryAfterMs", Field.FREE_MEMORY_AFTER, Messages.free, Messages.free_help); //$NON-NLS-1$
	private final Page.Key queueMonitoring = new Page.Key("queueMonitoring", Field.QUEUE_MONITORING, Messages.monitoring, Messages.monitoring_help, false); //$NON-NLS-1$
	private final Page.Key autoStart = new Page.Key("autoStart", Field.AUTO_START, Messages.autoStart, Messages.autoStart_help, false); //$NON-NLS-1$
	private final Page.Key restartPolicy = new Page.Key("restartPolicy", Field.RESTART_POLICY, Messages.restart, Messages.restart_help); //$NON-NLS-1$
	private final Page.Key tags = new Page.Key("tags", Field.TAGS, Messages.tags, Messages.tags_help); //$NON-NLS-1$
	private final Page.Key weight = new Page.Key("weight", Field.WEIGHT, Messages.weight, Messages.weight_help); //$NON-NLS-1$
	private final Page.Key extraArguments = new Page.Key("extraArguments", Field.EXTRA_ARGUMENTS, Messages.arguments, Messages.arguments_help); //$NON-NLS-1$
	private final Page.Key listen = new Page.Key("listen", Field.LISTEN, Messages.listen, Messages.listen_help); //$NON-NLS-1$

	private final ArgumentProposals proposals = new ArgumentProposals();

	@Override
	public List<Page.Key> keys() {
		return List.of(timeout, startDeadline, freeMemory, queueMonitoring, autoStart, restartPolicy, tags, weight, extraArguments, listen);
	}

	@Override
	public List<Consumer<Page>> sections() {
		return List.of(this::makeTimes, this::makeBehaviour, this::makeBalancing, this::makeCommandLine);
	}

	private void makeTimes(Page page) {
		page.section(Messages.section_times);
		duration(page, timeout, InstanceConfiguration::timeout, InstanceConfiguration.Builder::timeout);
		duration(page, startDeadline, InstanceConfiguration::startDeadline, InstanceConfiguration.Builder::startDeadline);
		page.spinner(freeMemory, 0, MAX_IDLE_MINUTES, Messages.free_unit,
				value -> (int) Math.min(Integer.MAX_VALUE, value.freeMemoryAfter().toMinutes()),
				(builder, minutes) -> builder.freeMemoryAfter(Duration.ofMinutes(minutes)));
	}

	private void makeBehaviour(Page page) {
		page.section(Messages.section_behaviour);
		page.check(queueMonitoring, InstanceConfiguration::queueMonitoring, InstanceConfiguration.Builder::queueMonitoring);
		page.check(autoStart, InstanceConfiguration::autoStart, InstanceConfiguration.Builder::autoStart);
		Map<String, String> policies = new LinkedHashMap<>();
		List<String> words = List.of(Messages.restart_never, Messages.restart_onFailure, Messages.restart_always);
		for (RestartPolicy policy : RestartPolicy.values())
			policies.put(policy.word(), words.get(policy.ordinal()));
		page.choice(restartPolicy, policies,
				value -> value.restartPolicy().word(), (builder, word) -> RestartPolicy.of(word).ifPresent(builder::restartPolicy));
	}

	private void makeBalancing(Page page) {
		page.section(Messages.section_balancing);
		page.text(tags, value -> String.join(" ", value.tags()), //$NON-NLS-1$
				(builder, text) -> builder
						.tags(Stream.of(text.split("[\\s,;]+")).filter(tag -> !tag.isEmpty()).distinct().toList())); //$NON-NLS-1$
		page.spinner(weight, 1, 100, "", InstanceConfiguration::weight, //$NON-NLS-1$
				InstanceConfiguration.Builder::weight);
	}

	private void makeCommandLine(Page page) {
		page.section(Messages.section_commandLine);
		page.text(extraArguments, (parent, text) -> {
			ContentProposalAdapter assist = new ContentProposalAdapter(text, new TextContentAdapter(), proposals,
					KeyStroke.getInstance(SWT.MOD1, ' '), new char[] { '-' });
			assist.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_INSERT);
			assist.setPopupSize(new Point(new PixelConverter(text).convertWidthInCharsToPixels(PROPOSAL_CHARS),
					text.getLineHeight() * PROPOSAL_LINES));
			Label key = new Label(parent, SWT.NONE);
			key.setText(Messages.arguments_key);
			return key;
		}, value -> ArgumentText.format(value.extraArguments()), (builder, text) -> builder.extraArguments(ArgumentText.parse(text)));
		page.text(listen, InstanceConfiguration::listen, InstanceConfiguration.Builder::listen);
	}

	/** Milliseconds with their reading in words beside them, as they are typed. */
	private static void duration(Page page, Page.Key key, Function<InstanceConfiguration, Duration> get,
			BiConsumer<InstanceConfiguration.Builder, Duration> set) {
		page.text(key, (parent, text) -> {
			Label words = new Label(parent, SWT.NONE);
			text.addListener(SWT.Modify, event -> {
				Duration duration = Durations.parse(text.getText());
				words.setText(duration.isPositive() ? NLS.bind(Messages.duration_equals, Durations.words(duration)) : Messages.duration_none);
				if (words.getSize().x > 0) // else it is laid out with its section
					words.getParent().layout(new Control[] { words });
			});
			return words;
		}, value -> Long.toString(get.apply(value).toMillis()), (builder, text) -> set.accept(builder, Durations.parse(text)));
	}

	/** What the installed ComfyUI can be given. */
	void setOptions(ServerOptions.Known known) {
		proposals.setOptions(known.options());
	}

	/** The directory whose options are completed; null when there is none to ask. */
	static @Nullable Path installation(InstanceConfiguration configuration) {
		Path directory = configuration.comfyuiDirectory();
		return configuration.kind().equals(InstanceConfiguration.COMFYUI) && directory != null && directory.isAbsolute() ? directory : null;
	}
}
