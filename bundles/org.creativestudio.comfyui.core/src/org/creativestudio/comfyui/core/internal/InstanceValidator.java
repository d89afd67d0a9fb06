// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceConfiguration.Builder;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;

/** What can be said of a configuration without asking disk or network. What needs them is in {@link SurroundingsCheck}. */
final class InstanceValidator {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"); //$NON-NLS-1$
	private static final Pattern KIND = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}"); //$NON-NLS-1$
	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[?[0-9A-Fa-f:.%]+\\]?"); //$NON-NLS-1$
	private static final Pattern GPU = Pattern.compile("[A-Za-z][A-Za-z0-9:_/-]{0,79}"); //$NON-NLS-1$
	private static final Pattern TAG = Pattern.compile("[^\\s\\p{Cntrl},]{1,40}"); //$NON-NLS-1$
	private static final int MAX_NAME = 100;
	private static final int MAX_TEXT = 10_000;
	private static final int MOST_TAGS = 20;
	private static final int MOST_WORKFLOWS = 64;
	private static final int MOST_WEIGHT = 100;
	private static final int LAST_RESERVED_PORT = 1023;
	private static final Duration LONGEST = Duration.ofDays(7);
	private static final Duration SHORT = Duration.ofSeconds(1);

	private final InstanceConfiguration instance;
	private final Collection<InstanceConfiguration> others;
	private final List<Finding> findings = new ArrayList<>();

	private InstanceValidator(InstanceConfiguration instance, Collection<InstanceConfiguration> others) {
		this.instance = instance;
		this.others = others.stream().filter(other -> !other.id().equals(instance.id())).toList();
	}

	static boolean isId(String id) {
		return ID.matcher(id).matches();
	}

	/** @throws InstanceException with all that must be mended, one sentence each */
	static void check(InstanceConfiguration instance, Collection<InstanceConfiguration> others) {
		check(instance, others, "stored"); //$NON-NLS-1$
	}

	/** For a configuration that came into the file without this program. */
	static void checkForStart(InstanceConfiguration instance) {
		check(instance, List.of(), "used for a start"); //$NON-NLS-1$
	}

	private static void check(InstanceConfiguration instance, Collection<InstanceConfiguration> others, String what) {
		List<String> errors = findings(instance, others).stream().filter(Finding::isError).map(Finding::message).toList();
		if (!errors.isEmpty())
			throw new InstanceException(Reason.INVALID,
					"The configuration of '" + Shown.text(instance.name()) + "' can't be " + what + ": " + String.join(" ", errors)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	/** All that can be said, the first field first. */
	static List<Finding> findings(InstanceConfiguration instance, Collection<InstanceConfiguration> others) {
		InstanceValidator validator = new InstanceValidator(instance, others);
		validator.identity();
		validator.network();
		validator.device();
		new EnvironmentCheck(instance, validator.findings).check();
		if (instance.kind().equals(InstanceConfiguration.COMFYUI) && instance.comfyuiDirectory() == null)
			validator.warn(Field.COMFYUI_DIRECTORY, "Without the directory of its ComfyUI the instance can't be started.", null); //$NON-NLS-1$
		new PathCheck(instance, validator.others, validator.findings).check();
		validator.running();
		validator.tags();
		return List.copyOf(validator.findings);
	}

	private void error(Field field, String message, @Nullable Fix fix) {
		findings.add(new Finding(Severity.ERROR, field, message, fix));
	}

	private void warn(Field field, String message, @Nullable Fix fix) {
		findings.add(new Finding(Severity.WARNING, field, message, fix));
	}

	private static Fix fix(String label, UnaryOperator<Builder> change) {
		return new Fix(label, configuration -> change.apply(configuration.toBuilder()).build());
	}

	private void identity() {
		if (!isId(instance.id()))
			error(Field.ID, "The id may have letters, digits, '_', '-' and '.', at most 64 of them.", null); //$NON-NLS-1$
		String name = instance.name();
		String stripped = name.strip();
		if (name.isBlank())
			error(Field.NAME, "Give the instance a name.", null); //$NON-NLS-1$
		else if (name.length() > MAX_NAME || name.chars().anyMatch(Shown::isHidden))
			error(Field.NAME, "The name must have 1 to " + MAX_NAME + " characters, none of which is a control character.", null); //$NON-NLS-1$ //$NON-NLS-2$
		else if (!name.equals(stripped))
			error(Field.NAME, "The name must not begin or end with a blank.", fix("Use '" + stripped + '\'', builder -> builder.name(stripped))); //$NON-NLS-1$ //$NON-NLS-2$
		if (others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
			String free = freeName();
			error(Field.NAME, "Another instance is named '" + name + "' already.", fix("Use the name '" + free + '\'', builder -> builder.name(free))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		}
		if (instance.description().length() > MAX_TEXT)
			error(Field.DESCRIPTION, "The description is longer than " + MAX_TEXT + " characters.", null); //$NON-NLS-1$ //$NON-NLS-2$
		if (!KIND.matcher(instance.kind()).matches())
			error(Field.KIND, "'" + Shown.text(instance.kind()) + "' is no kind of instance: use comfyui, embedded or attached.", null); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private String freeName() {
		String base = instance.name().length() > MAX_NAME - 5 ? instance.name().substring(0, MAX_NAME - 5).strip() : instance.name();
		return IntStream.iterate(2, number -> number + 1).mapToObj(number -> base + ' ' + number)
				.filter(candidate -> others.stream().noneMatch(other -> other.name().equalsIgnoreCase(candidate))).findFirst().orElseThrow();
	}

	private void network() {
		int port = instance.port();
		if (port < 1 || port > 65535)
			error(Field.PORT, "The port must be between 1 and 65535, not " + port + '.', portFix()); //$NON-NLS-1$
		else if (port <= LAST_RESERVED_PORT && !isAttached())
			warn(Field.PORT, "Ports up to " + LAST_RESERVED_PORT + " are the system's: most users can't open them.", portFix()); //$NON-NLS-1$ //$NON-NLS-2$
		others.stream().filter(other -> other.port() == port && address(other).equals(address(instance))).findFirst()
				.ifPresent(other -> error(Field.PORT,
						"Port " + port + " of " + other.host() + " belongs to the instance '" + other.name() + "' already.", portFix())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
		if (!HOST.matcher(instance.host()).matches())
			error(Field.HOST, "'" + Shown.text(instance.host()) + "' is neither a host name nor an address.", //$NON-NLS-1$ //$NON-NLS-2$
					isAttached() ? null : fix("Use localhost", builder -> builder.host("localhost"))); //$NON-NLS-1$ //$NON-NLS-2$
		Fix loopback = fix("Listen on this computer only", builder -> builder.listen(InstanceConfiguration.LOOPBACK)); //$NON-NLS-1$
		if (!HOST.matcher(instance.listen()).matches())
			error(Field.LISTEN, "'" + Shown.text(instance.listen()) + "' is no address to listen on: use 127.0.0.1, or 0.0.0.0 for every network.", loopback); //$NON-NLS-1$ //$NON-NLS-2$
		else if (instance.isOpenToNetwork() && !isAttached())
			warn(Field.LISTEN, "Everybody who reaches this computer can use the server: ComfyUI has no authentication.", loopback); //$NON-NLS-1$
	}

	/** All names of this computer's loopback are one address. */
	private static String address(InstanceConfiguration configuration) {
		String host = configuration.host().toLowerCase(Locale.ROOT);
		boolean local = host.equals("localhost") || host.equals("::1") || host.equals("[::1]") || host.startsWith("127.") || host.equals("0.0.0.0"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
		return local ? "localhost" : host; //$NON-NLS-1$
	}

	/** Whether the system has it free is not asked here. */
	private Fix portFix() {
		int free = IntStream.rangeClosed(InstanceConfiguration.DEFAULT_PORT, 65535)
				.filter(port -> others.stream().noneMatch(other -> other.port() == port)).findFirst().orElseThrow();
		return fix("Use port " + free, builder -> builder.port(free)); //$NON-NLS-1$
	}

	private void device() {
		if (!GPU.matcher(instance.gpuDevice()).matches())
			error(Field.GPU_DEVICE, "'" + Shown.text(instance.gpuDevice()) + "' is no device: use auto, cpu, cuda:0 and so on.", //$NON-NLS-1$ //$NON-NLS-2$
					fix("Use auto", builder -> builder.gpuDevice("auto"))); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void running() {
		between(Field.MAX_CONCURRENT_WORKFLOWS, instance.maxConcurrentWorkflows(), MOST_WORKFLOWS, "workflows may run at once", //$NON-NLS-1$
				Builder::maxConcurrentWorkflows);
		between(Field.WEIGHT, instance.weight(), MOST_WEIGHT, "is what a weight may be", Builder::weight); //$NON-NLS-1$
		duration(Field.TIMEOUT, "timeout", instance.timeout(), InstanceConfiguration.DEFAULT_TIMEOUT, Builder::timeout); //$NON-NLS-1$
		duration(Field.START_DEADLINE, "deadline of a start", instance.startDeadline(), InstanceConfiguration.DEFAULT_START_DEADLINE, //$NON-NLS-1$
				Builder::startDeadline);
		Duration free = instance.freeMemoryAfter();
		if (free.isNegative() || free.compareTo(LONGEST) > 0)
			error(Field.FREE_MEMORY_AFTER, "Memory can be freed after 0 ms (never) to " + LONGEST.toDays() + " days without work, not after " //$NON-NLS-1$ //$NON-NLS-2$
					+ free.toMillis() + " ms.", fix("Never free memory", builder -> builder.freeMemoryAfter(Duration.ZERO))); //$NON-NLS-1$ //$NON-NLS-2$
		if (instance.timeout().isPositive() && instance.timeout().compareTo(SHORT) < 0)
			warn(Field.TIMEOUT, "A workflow may only take " + instance.timeout().toMillis() + " ms, less than a second.", //$NON-NLS-1$ //$NON-NLS-2$
					fix("Use 5 minutes", builder -> builder.timeout(InstanceConfiguration.DEFAULT_TIMEOUT))); //$NON-NLS-1$
	}

	private void between(Field field, int value, int most, String what, BiFunction<Builder, Integer, Builder> set) {
		int nearest = Math.clamp(value, 1, most);
		if (value != nearest)
			error(field, "Between 1 and " + most + ' ' + what + ", not " + value + '.', fix("Use " + nearest, builder -> set.apply(builder, nearest))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private void duration(Field field, String what, Duration duration, Duration usual, BiFunction<Builder, Duration, Builder> set) {
		if (!duration.isPositive() || duration.compareTo(LONGEST) > 0)
			error(field, "The " + what + " must be positive and at most " + LONGEST.toDays() + " days.", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
					fix("Use " + usual.toMinutes() + " minutes", builder -> set.apply(builder, usual))); //$NON-NLS-1$ //$NON-NLS-2$
	}

	private void tags() {
		Map<String, String> good = new LinkedHashMap<>();
		for (String tag : instance.tags()) {
			String mended = tag.strip().replaceAll("[\\s\\p{Cntrl},]+", "-"); //$NON-NLS-1$ //$NON-NLS-2$
			if (TAG.matcher(mended).matches() && good.size() < MOST_TAGS)
				good.putIfAbsent(mended.toLowerCase(Locale.ROOT), mended);
		}
		List<String> mended = List.copyOf(good.values());
		if (!mended.equals(instance.tags()))
			error(Field.TAGS, "There may be " + MOST_TAGS + " different tags of at most 40 characters, without blanks and commas.", //$NON-NLS-1$ //$NON-NLS-2$
					fix(mended.isEmpty() ? "Use no tags" : "Use " + String.join(" ", mended), builder -> builder.tags(mended))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	private boolean isAttached() {
		return instance.kind().toLowerCase(Locale.ROOT).equals(InstanceConfiguration.ATTACHED);
	}
}
