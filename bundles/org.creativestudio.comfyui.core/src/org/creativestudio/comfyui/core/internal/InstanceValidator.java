// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.creativestudio.comfyui.core.FleetSettings;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceConfiguration.Builder;
import org.creativestudio.comfyui.core.InstanceException;
import org.creativestudio.comfyui.core.InstanceException.Reason;
import org.creativestudio.comfyui.core.validation.Field;
import org.creativestudio.comfyui.core.validation.Finding;
import org.creativestudio.comfyui.core.validation.Finding.Fix;
import org.creativestudio.comfyui.core.validation.Finding.Severity;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/** What can be said of a configuration without asking disk or network. What needs them is in {@link SurroundingsCheck}. */
final class InstanceValidator {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"); //$NON-NLS-1$
	private static final Pattern KIND = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}"); //$NON-NLS-1$
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
	private final FleetSettings settings;
	private final PortOffer ports;
	private final List<Finding> findings = new ArrayList<>();

	/** Has a port for an instance; none when there is none beside those that are taken. */
	interface PortOffer extends Function<IntPredicate, OptionalInt> {
	}

	private InstanceValidator(InstanceConfiguration instance, Collection<InstanceConfiguration> others, FleetSettings settings, PortOffer ports) {
		this.instance = instance;
		this.settings = settings;
		this.ports = ports;
		this.others = others.stream().filter(other -> !other.id().equals(instance.id())).toList();
	}

	static boolean isId(String id) {
		return ID.matcher(id).matches();
	}

	/** @throws InstanceException with all that must be mended, one sentence each */
	static void check(InstanceConfiguration instance, Collection<InstanceConfiguration> others, FleetSettings settings) {
		check(instance, others, settings, Messages.instanceValidator_stored);
	}

	/** For a configuration that came into the file without this program. */
	static void checkForStart(InstanceConfiguration instance, FleetSettings settings) {
		check(instance, List.of(), settings, Messages.instanceValidator_usedStart);
	}

	private static void check(InstanceConfiguration instance, Collection<InstanceConfiguration> others, FleetSettings settings, String what) {
		List<String> errors = findings(instance, others, settings).stream().filter(Finding::isError).map(Finding::message).toList();
		if (!errors.isEmpty())
			throw new InstanceException(Reason.INVALID,
					NLS.bind(Messages.instanceValidator_configurationCannot,
							new Object[] { Shown.text(instance.name()), what, String.join(" ", errors) })); //$NON-NLS-1$
	}

	/** All that can be said without asking the system, the first field first. */
	static List<Finding> findings(InstanceConfiguration instance, Collection<InstanceConfiguration> others, FleetSettings settings) {
		return findings(instance, others, settings, taken -> PortSearch.first(settings.launching().firstPort(), taken, port -> false));
	}

	/** @param ports what is proposed in the place of a port */
	static List<Finding> findings(InstanceConfiguration instance, Collection<InstanceConfiguration> others, FleetSettings settings, PortOffer ports) {
		InstanceValidator validator = new InstanceValidator(instance, others, settings, ports);
		validator.identity();
		validator.network();
		validator.device();
		new EnvironmentCheck(instance, validator.findings, settings.security().refuseReadableSecrets()).check();
		if (instance.kind().equals(InstanceConfiguration.COMFYUI) && instance.comfyuiDirectory() == null)
			validator.warn(Field.COMFYUI_DIRECTORY, Messages.instanceValidator_withoutDirectoryItsComfyui, null);
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
			error(Field.ID, Messages.instanceValidator_idMayLettersDigits, null);
		String name = instance.name();
		String stripped = name.strip();
		if (name.isBlank())
			error(Field.NAME, Messages.instanceValidator_giveInstanceName, null);
		else if (name.length() > MAX_NAME || name.chars().anyMatch(Shown::isHidden))
			error(Field.NAME, NLS.bind(Messages.instanceValidator_nameMustCharactersNone, MAX_NAME), null);
		else if (!name.equals(stripped))
			error(Field.NAME, Messages.instanceValidator_nameMustNotBegin,
					fix(NLS.bind(Messages.instanceValidator_use, stripped), builder -> builder.name(stripped)));
		if (others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
			String free = freeName();
			error(Field.NAME, NLS.bind(Messages.instanceValidator_anotherInstanceNamedAlready, name),
					fix(NLS.bind(Messages.instanceValidator_useName, free), builder -> builder.name(free)));
		}
		if (instance.description().length() > MAX_TEXT)
			error(Field.DESCRIPTION, NLS.bind(Messages.instanceValidator_descriptionLongerThanCharacters, MAX_TEXT), null);
		if (!KIND.matcher(instance.kind()).matches())
			error(Field.KIND, NLS.bind(Messages.instanceValidator_noKindInstanceUse, Shown.text(instance.kind())), null);
	}

	private String freeName() {
		String base = instance.name().length() > MAX_NAME - 5 ? instance.name().substring(0, MAX_NAME - 5).strip() : instance.name();
		return IntStream.iterate(2, number -> number + 1).mapToObj(number -> base + ' ' + number)
				.filter(candidate -> others.stream().noneMatch(other -> other.name().equalsIgnoreCase(candidate))).findFirst().orElseThrow();
	}

	private void network() {
		int port = instance.port();
		if (port < 1 || port > 65535)
			port(Severity.ERROR, NLS.bind(Messages.instanceValidator_portMustBetweenNot, port));
		else if (port <= LAST_RESERVED_PORT && !isAttached())
			port(Severity.WARNING, NLS.bind(Messages.instanceValidator_portsUpSystemMost, LAST_RESERVED_PORT));
		others.stream().filter(other -> other.port() == port && address(other).equals(address(instance))).findFirst()
				.ifPresent(other -> port(Severity.ERROR,
						NLS.bind(Messages.instanceValidator_portBelongsInstanceAlready, new Object[] { port, other.host(), other.name() })));
		if (!HostNames.isHost(instance.host()))
			error(Field.HOST, NLS.bind(Messages.instanceValidator_neitherHostNameNor, Shown.text(instance.host())), hostFix());
		Fix loopback = fix(Messages.instanceValidator_listenOnComputerOnly, builder -> builder.listen(InstanceConfiguration.LOOPBACK));
		if (!HostNames.isHost(instance.listen()))
			error(Field.LISTEN, NLS.bind(Messages.instanceValidator_noAddressListenOn, Shown.text(instance.listen())), loopback);
		else if (instance.isOpenToNetwork() && !isAttached())
			findings.add(new Finding(settings.security().refuseOpenServers() ? Severity.ERROR : Severity.WARNING, Field.LISTEN,
					Messages.instanceValidator_everybodyWhoReachesComputer, loopback));
	}

	private @Nullable Fix hostFix() {
		HostNames.Place place = HostNames.placeIn(instance.host()).orElse(null);
		if (place == null)
			return isAttached() ? null : fix(Messages.instanceValidator_useLocalhost, builder -> builder.host("localhost")); //$NON-NLS-1$
		String host = place.host();
		int port = place.port();
		return port == 0 ? fix(NLS.bind(Messages.instanceValidator_use, host), builder -> builder.host(host))
				: fix(NLS.bind(Messages.instanceValidator_useHostPort, host, port), builder -> builder.host(host).port(port));
	}

	/** All names of this computer's loopback are one address. */
	private static String address(InstanceConfiguration configuration) {
		String host = configuration.host().toLowerCase(Locale.ROOT);
		boolean local = host.equals("localhost") || host.equals("::1") || host.equals("[::1]") || host.startsWith("127.") || host.equals("0.0.0.0"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
		return local ? "localhost" : host; //$NON-NLS-1$
	}

	private void port(Severity severity, String message) {
		OptionalInt free = ports.apply(port -> others.stream().anyMatch(other -> other.port() == port));
		if (free.isEmpty()) {
			findings.add(new Finding(severity, Field.PORT, message + ' ' + Ports.noneFree(), null));
			return;
		}
		int port = free.getAsInt();
		findings.add(new Finding(severity, Field.PORT, message, fix(NLS.bind(Messages.instanceValidator_usePort, port), builder -> builder.port(port))));
	}

	private void device() {
		if (!GPU.matcher(instance.gpuDevice()).matches())
			error(Field.GPU_DEVICE, NLS.bind(Messages.instanceValidator_noDeviceUseAuto, Shown.text(instance.gpuDevice())),
					fix(Messages.instanceValidator_useAuto, builder -> builder.gpuDevice("auto"))); //$NON-NLS-1$
	}

	private void running() {
		between(Field.MAX_CONCURRENT_WORKFLOWS, instance.maxConcurrentWorkflows(), MOST_WORKFLOWS, Messages.instanceValidator_workflowsMayRunOnce,
				Builder::maxConcurrentWorkflows);
		between(Field.WEIGHT, instance.weight(), MOST_WEIGHT, Messages.instanceValidator_whatWeightMay, Builder::weight);
		duration(Field.TIMEOUT, Messages.instanceValidator_timeout, instance.timeout(), InstanceConfiguration.DEFAULT_TIMEOUT, Builder::timeout);
		duration(Field.START_DEADLINE, Messages.instanceValidator_deadlineStart, instance.startDeadline(),
				InstanceConfiguration.DEFAULT_START_DEADLINE,
				Builder::startDeadline);
		Duration free = instance.freeMemoryAfter();
		if (free.isNegative() || free.compareTo(LONGEST) > 0)
			error(Field.FREE_MEMORY_AFTER, NLS.bind(Messages.instanceValidator_memoryCanFreedAfter, LONGEST.toDays(), free.toMillis()),
					fix(Messages.instanceValidator_neverFreeMemory, builder -> builder.freeMemoryAfter(Duration.ZERO)));
		if (instance.timeout().isPositive() && instance.timeout().compareTo(SHORT) < 0)
			warn(Field.TIMEOUT, NLS.bind(Messages.instanceValidator_workflowMayOnlyTake, instance.timeout().toMillis()),
					fix(Messages.instanceValidator_useMinutes, builder -> builder.timeout(InstanceConfiguration.DEFAULT_TIMEOUT)));
	}

	private void between(Field field, int value, int most, String what, BiFunction<Builder, Integer, Builder> set) {
		int nearest = Math.clamp(value, 1, most);
		if (value != nearest)
			error(field, NLS.bind(Messages.instanceValidator_betweenNot, new Object[] { most, what, value }),
					fix(NLS.bind(Messages.instanceValidator_use2, nearest), builder -> set.apply(builder, nearest)));
	}

	private void duration(Field field, String what, Duration duration, Duration usual, BiFunction<Builder, Duration, Builder> set) {
		if (!duration.isPositive() || duration.compareTo(LONGEST) > 0)
			error(field, NLS.bind(Messages.instanceValidator_mustPositiveMostDays, what, LONGEST.toDays()),
					fix(NLS.bind(Messages.instanceValidator_useMinutes2, usual.toMinutes()), builder -> set.apply(builder, usual)));
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
			error(Field.TAGS, NLS.bind(Messages.instanceValidator_thereMayDifferentTags, MOST_TAGS),
					fix(mended.isEmpty() ? Messages.instanceValidator_useNoTags
							: NLS.bind(Messages.instanceValidator_use2, String.join(" ", mended)), builder -> builder.tags(mended))); //$NON-NLS-1$
	}

	private boolean isAttached() {
		return instance.kind().toLowerCase(Locale.ROOT).equals(InstanceConfiguration.ATTACHED);
	}
}
