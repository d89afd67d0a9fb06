// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.InstanceStatus;
import org.creativestudio.comfyui.core.PendingRestart;
import org.creativestudio.comfyui.core.QueueLoad;
import org.creativestudio.comfyui.core.ServerFacts;
import org.creativestudio.comfyui.core.health.Health;
import org.creativestudio.comfyui.core.metrics.Metric;
import org.creativestudio.comfyui.core.metrics.Metric.Unit;
import org.creativestudio.comfyui.core.metrics.MetricSample;
import org.creativestudio.comfyui.ui.internal.metrics.Units;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * What a card says of an instance, in words and numbers.
 *
 * @param status   chooses shape and colour of the icon
 * @param health   chooses the colour of the pill
 * @param pill     one word on the pill
 * @param location host, port and device
 * @param active   whether it is marked as the active instance
 * @param demo     whether it is marked as the demo engine
 * @param activity what it does now, or what went wrong; may be empty
 * @param bars     top to bottom
 * @param buttons  in reading order
 */
public record CardModel(String id, String name, InstanceStatus status, Health health, String pill, String location, boolean active,
		boolean demo, String activity, List<Bar> bars, List<Button> buttons) {

	/**
	 * A labelled bar, or a line in its place.
	 *
	 * @param fraction 0 to 1; negative when not known
	 * @param text     behind the bar
	 * @param high     whether it is so full that the user should know
	 * @param trace    how it went lately, 0 to 1, {@code NaN} for a gap; empty for a bar
	 */
	public record Bar(String label, double fraction, String text, boolean high, List<Double> trace) {
		public Bar {
			trace = List.copyOf(trace);
		}

		Bar(String label, double fraction, String text, boolean high) {
			this(label, fraction, text, high, List.of());
		}
	}

	/** A button on the card, and what is on it. */
	public record Button(CardAction action, boolean enabled, String label) {
		public Button(CardAction action, boolean enabled) {
			this(action, enabled, action.label());
		}
	}

	private static final double HIGH = 0.9;
	/** A queue of this length fills its bar. */
	private static final int FULL_QUEUE = 8;
	/** A line that fills its height: faster answers than that are all alike. */
	private static final double SLOW_ANSWER = 0.05;
	private static final double GIB = 1024.0 * 1024 * 1024;

	/** A card of an instance of which nothing was measured. */
	public static CardModel of(InstanceSnapshot instance, Instant now) {
		return of(instance, CardFigures.NONE, "", now); //$NON-NLS-1$
	}

	/**
	 * @param fix what mends its error, in words on a button; empty for nothing
	 * @param now for what counts down
	 */
	public static CardModel of(InstanceSnapshot instance, CardFigures figures, String fix, Instant now) {
		InstanceStatus status = instance.status();
		ServerFacts server = instance.server();
		boolean demo = InstanceConfiguration.EMBEDDED.equals(instance.configuration().kind()) || server != null && server.demo();
		return new CardModel(instance.id(), instance.name(), status, instance.health().health(), pill(instance), location(instance, demo),
				instance.active(), demo, activity(instance, now), bars(instance, figures), buttons(instance, fix));
	}

	public boolean isError() {
		return status == InstanceStatus.ERROR || status.isUp() && health == Health.UNHEALTHY;
	}

	/** All of the card in one text. */
	public String summary() {
		return NLS.bind(Messages.summary_head, name, details());
	}

	/** All of the card but its name, for those who have heard that already. */
	public String details() {
		List<String> lines = new ArrayList<>();
		String word = InstanceWords.status(status);
		lines.add(status.isUp() && health != Health.UNKNOWN ? NLS.bind(Messages.summary_state, word, InstanceWords.health(health)) : word);
		lines.add(active ? NLS.bind(Messages.summary_active, location) : location);
		if (!activity.isEmpty())
			lines.add(activity);
		for (Bar bar : bars)
			if (bar.fraction() >= 0)
				lines.add(NLS.bind(Messages.summary_bar, bar.label(), bar.text()));
		return String.join("\n", lines); //$NON-NLS-1$
	}

	/** Which health's colours the pill has: those of a bad one for an error, none as long as nothing is known. */
	public Health pillTone() {
		return switch (status) {
		case RUNNING -> health;
		case ERROR -> Health.UNHEALTHY;
		case STARTING, STOPPING -> Health.DEGRADED;
		case STOPPED, PAUSED -> Health.UNKNOWN;
		};
	}

	/** The health once it answers; before and after, what the process does says more. */
	private static String pill(InstanceSnapshot instance) {
		Health health = instance.health().health();
		return instance.status() == InstanceStatus.RUNNING && health != Health.UNKNOWN ? InstanceWords.health(health)
				: InstanceWords.status(instance.status());
	}

	/** The demo engine has no device worth the room. */
	private static String location(InstanceSnapshot instance, boolean demo) {
		InstanceConfiguration configuration = instance.configuration();
		String port = String.valueOf(configuration.port());
		if (demo)
			return NLS.bind(Messages.location_demo, configuration.host(), port);
		ServerFacts server = instance.server();
		String deviceName = server == null ? null : server.deviceName();
		String device = deviceName == null || deviceName.isBlank() ? InstanceWords.device(configuration.gpuDevice())
				: InstanceWords.device(configuration.gpuDevice(), deviceName);
		return NLS.bind(Messages.location, new Object[] { configuration.host(), port, device });
	}

	/** Why it is not well, else what it does; nothing when that only repeats the status. */
	private static String activity(InstanceSnapshot instance, Instant now) {
		Health health = instance.health().health();
		boolean unwell = health == Health.DEGRADED || health == Health.UNHEALTHY;
		if (instance.status() == InstanceStatus.RUNNING && unwell && !instance.health().reason().isBlank())
			return instance.health().reason().strip();
		String activity = instance.activity().strip();
		PendingRestart restart = instance.restart();
		if (restart != null)
			return NLS.bind(Messages.restart_in, new Object[] { restart.attempt(), restart.limit(),
					Math.max(0, Duration.between(now, restart.at()).plusMillis(999).toSeconds()), activity });
		return activity.equalsIgnoreCase(InstanceWords.status(instance.status())) ? "" : activity; //$NON-NLS-1$
	}

	private static List<Bar> bars(InstanceSnapshot instance, CardFigures figures) {
		MetricSample sample = instance.status().isUp() ? figures.latest() : null;
		return List.of(memory(instance.server()), gpu(sample), queue(instance.queue()), answer(instance, figures, sample));
	}

	private static Bar gpu(@Nullable MetricSample sample) {
		OptionalDouble use = sample == null ? OptionalDouble.empty() : sample.get(Metric.GPU_UTILIZATION);
		OptionalDouble heat = sample == null ? OptionalDouble.empty() : sample.get(Metric.GPU_TEMPERATURE);
		if (use.isEmpty())
			return new Bar(Messages.bar_gpu, -1, Messages.unknown, false);
		String percent = Units.format(Unit.RATIO, use.getAsDouble());
		return new Bar(Messages.bar_gpu, Math.clamp(use.getAsDouble(), 0, 1),
				heat.isEmpty() ? percent : NLS.bind(Messages.gpu_both, percent, Units.format(Unit.CELSIUS, heat.getAsDouble())), false);
	}

	/** How fast it answers: the line of the last answers, and the latest one. */
	private static Bar answer(InstanceSnapshot instance, CardFigures figures, @Nullable MetricSample sample) {
		if (!instance.status().isUp())
			return new Bar(Messages.bar_answer, -1, Messages.unknown, false);
		OptionalDouble latest = sample == null ? OptionalDouble.empty() : sample.get(Metric.RESPONSE_TIME);
		Duration reported = instance.health().responseTime();
		String text = latest.isPresent() ? Units.format(Unit.SECONDS, latest.getAsDouble())
				: reported != null ? Units.format(Unit.SECONDS, reported.toNanos() / 1e9) : Messages.unknown;
		double top = SLOW_ANSWER;
		for (double value : figures.answers())
			top = Math.max(top, Double.isNaN(value) ? 0 : value);
		double height = top;
		List<Double> trace = figures.answers().stream().map(value -> value / height).toList();
		return new Bar(Messages.bar_answer, text.equals(Messages.unknown) ? -1 : 0, text, instance.health().health() == Health.DEGRADED, trace);
	}

	private static Bar memory(@Nullable ServerFacts server) {
		// A server without a GPU reports the computer's memory there.
		String label = server != null && "cpu".equals(server.deviceType()) ? Messages.bar_ram : Messages.bar_vram; //$NON-NLS-1$
		Long total = server == null ? null : server.vramTotal();
		Long free = server == null ? null : server.vramFree();
		if (total == null || free == null || total <= 0 || free < 0 || free > total)
			return new Bar(label, -1, Messages.unknown, false);
		long used = total - free;
		double fraction = (double) used / total;
		NumberFormat oneDigit = NumberFormat.getInstance();
		oneDigit.setMinimumFractionDigits(1);
		oneDigit.setMaximumFractionDigits(1);
		NumberFormat whole = NumberFormat.getIntegerInstance();
		return new Bar(label, fraction,
				NLS.bind(Messages.bar_gigabytes, oneDigit.format(used / GIB), (total < GIB ? oneDigit : whole).format(total / GIB)),
				fraction >= HIGH);
	}

	private static Bar queue(@Nullable QueueLoad queue) {
		if (queue == null)
			return new Bar(Messages.bar_queue, -1, Messages.unknown, false);
		String text;
		if (queue.total() == 0)
			text = Messages.queue_empty;
		else if (queue.pending() == 0)
			text = NLS.bind(Messages.queue_running, queue.running());
		else
			text = NLS.bind(Messages.queue_both, queue.running(), queue.pending());
		return new Bar(Messages.bar_queue, Math.min(1, (double) queue.total() / FULL_QUEUE), text, false);
	}

	/** What is wanted most often as things are; the menu behind the last one has the rest. */
	private static List<Button> buttons(InstanceSnapshot instance, String fix) {
		List<Button> buttons = new ArrayList<>();
		InstanceStatus status = instance.status();
		boolean attached = InstanceActions.isAttached(instance);
		if (InstanceActions.canStart(instance)) {
			buttons.add(new Button(CardAction.START, true));
			if (status == InstanceStatus.ERROR) {
				if (!fix.isEmpty())
					buttons.add(new Button(CardAction.FIX, true, fix));
				buttons.add(new Button(CardAction.LOG, true));
				if (fix.isEmpty())
					buttons.add(new Button(CardAction.EDIT, true));
			} else {
				buttons.add(new Button(CardAction.EDIT, true));
				buttons.add(new Button(CardAction.DELETE, true));
			}
		} else {
			if (status == InstanceStatus.PAUSED)
				buttons.add(new Button(CardAction.RESUME, true));
			if (!attached)
				buttons.add(new Button(CardAction.STOP, InstanceActions.canStop(instance)));
			if (status == InstanceStatus.RUNNING)
				buttons.add(new Button(CardAction.RUN, true));
			if (status != InstanceStatus.PAUSED)
				buttons.add(new Button(CardAction.PAUSE, InstanceActions.canPause(instance)));
			buttons.add(new Button(CardAction.EDIT, true));
			buttons.add(new Button(CardAction.ACTIVATE, !instance.active()));
		}
		buttons.add(new Button(CardAction.MORE, true));
		return List.copyOf(buttons);
	}
}
