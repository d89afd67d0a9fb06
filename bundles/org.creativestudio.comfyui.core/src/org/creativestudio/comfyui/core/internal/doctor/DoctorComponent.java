// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal.doctor;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.doctor.Check;
import org.creativestudio.comfyui.core.doctor.Doctor;
import org.creativestudio.comfyui.core.doctor.Examination;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.eclipse.osgi.util.NLS;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Makes all examinations, each with a deadline. */
@Component(service = Doctor.class)
public final class DoctorComponent implements Doctor {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final InstanceManager manager;
	private final SecretStore secrets;
	private final Duration deadline;
	private final List<Examination> examinations = new CopyOnWriteArrayList<>();

	@Activate
	public DoctorComponent(@Reference InstanceManager manager, @Reference SecretStore secrets) {
		this(manager, secrets, DEADLINE);
	}

	public DoctorComponent(InstanceManager manager, SecretStore secrets, Duration deadline) {
		this.manager = manager;
		this.secrets = secrets;
		this.deadline = deadline;
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
	public void add(Examination examination) {
		examinations.add(examination);
	}

	public void remove(Examination examination) {
		examinations.remove(examination);
	}

	@Override
	public CompletableFuture<List<Check>> examine() {
		List<Examination> all = examinations.stream().sorted(Comparator.comparingInt(Examination::order)).toList();
		List<CompletableFuture<List<Check>>> answers = all.stream().map(this::begin).toList();
		CompletableFuture<List<Check>> report = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenApply(done -> {
			List<Check> checks = new ArrayList<>();
			answers.forEach(answer -> checks.addAll(answer.join()));
			return List.copyOf(checks);
		});
		report.whenComplete((checks, failure) -> answers.forEach(answer -> answer.cancel(true)));
		return report;
	}

	private CompletableFuture<List<Check>> begin(Examination examination) {
		CompletableFuture<List<Check>> answer = new CompletableFuture<>();
		Thread thread = Thread.ofVirtual().name("examine " + examination.name()).start(() -> { //$NON-NLS-1$
			try {
				answer.complete(List.copyOf(examination.examine()));
			} catch (RuntimeException | LinkageError e) {
				System.getLogger(DoctorComponent.class.getName()).log(Level.WARNING, examination.name() + " could not be examined", e); //$NON-NLS-1$
				answer.complete(List.of(Check.warning(examination.name(), NLS.bind(Messages.doctorComponent_couldNotExamined, e.getMessage()),
						Messages.doctorComponent_errorLogSaysMore)));
			}
		});
		answer.completeOnTimeout(List.of(Check.warning(examination.name(),
				NLS.bind(Messages.doctorComponent_notExaminedWithinS, deadline.toSeconds()),
				Messages.doctorComponent_diskNetworkDriverMay)), deadline.toMillis(), TimeUnit.MILLISECONDS);
		answer.whenComplete((checks, failure) -> thread.interrupt());
		return answer;
	}

	@Override
	public List<String> forgotten() {
		return secrets.instances().stream().filter(id -> manager.getInstance(id).isEmpty()).sorted().toList();
	}
}
