// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.cli.internal;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.InputStream;

import org.creativestudio.comfyui.core.Housekeeping;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.balancing.StrategyRegistry;
import org.creativestudio.comfyui.core.configuration.ConfigurationExchange;
import org.creativestudio.comfyui.core.doctor.Doctor;
import org.creativestudio.comfyui.core.health.HealthMonitor;
import org.creativestudio.comfyui.core.launching.ComputeDevices;
import org.creativestudio.comfyui.core.metrics.Metrics;
import org.creativestudio.comfyui.core.migration.FirstLaunch;
import org.creativestudio.comfyui.core.migration.Migration;
import org.creativestudio.comfyui.core.notifications.Notifications;
import org.creativestudio.comfyui.core.secrets.SecretStore;
import org.creativestudio.comfyui.workflow.WorkflowService;
import org.eclipse.osgi.util.NLS;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.osgi.util.tracker.ServiceTracker;

/** The services of the running framework. */
final class OsgiServices implements Services, AutoCloseable {

	private static final long DEADLINE_MILLIS = 10_000;
	private static final String SAMPLE = "samples/First_Image.json"; //$NON-NLS-1$

	private final BundleContext context;
	private Path sample;

	OsgiServices(BundleContext context) {
		this.context = context;
	}

	@Override
	public InstanceManager instances() {
		return service(InstanceManager.class);
	}

	@Override
	public HealthMonitor health() {
		return service(HealthMonitor.class);
	}

	@Override
	public WorkflowService workflows() {
		return service(WorkflowService.class);
	}

	@Override
	public StrategyRegistry strategies() {
		return service(StrategyRegistry.class);
	}

	@Override
	public ComputeDevices devices() {
		return service(ComputeDevices.class);
	}

	@Override
	public SecretStore secrets() {
		return service(SecretStore.class);
	}

	@Override
	public Doctor doctor() {
		return service(Doctor.class);
	}

	@Override
	public ConfigurationExchange exchange() {
		return service(ConfigurationExchange.class);
	}

	@Override
	public Metrics metrics() {
		return service(Metrics.class);
	}

	@Override
	public Notifications notifications() {
		return service(Notifications.class);
	}

	@Override
	public Housekeeping housekeeping() {
		return service(Housekeeping.class);
	}

	@Override
	public Migration migration() {
		return service(Migration.class);
	}

	@Override
	public FirstLaunch firstLaunch() {
		return service(FirstLaunch.class);
	}

	@Override
	public synchronized Path sample() throws IOException {
		if (sample == null) {
			Bundle bundle = FrameworkUtil.getBundle(WorkflowService.class);
			URL entry = bundle == null ? null : bundle.getEntry(SAMPLE);
			if (entry == null)
				throw new IOException(NLS.bind(Messages.sample_missing, SAMPLE));
			Path file = Files.createTempDirectory("creative-studio").resolve("First_Image.json"); //$NON-NLS-1$ //$NON-NLS-2$
			try (InputStream content = entry.openStream()) {
				Files.copy(content, file);
			}
			sample = file;
		}
		return sample;
	}

	@Override
	public String version() {
		Version version = context.getBundle().getVersion();
		return version.getMajor() + "." + version.getMinor() + '.' + version.getMicro(); //$NON-NLS-1$
	}

	@Override
	public synchronized void close() throws IOException {
		if (sample != null) {
			Files.deleteIfExists(sample);
			Files.deleteIfExists(sample.getParent());
			sample = null;
		}
	}

	private <T> T service(Class<T> type) {
		ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
		tracker.open();
		try {
			T service = tracker.waitForService(DEADLINE_MILLIS);
			if (service == null)
				throw new Failure(ExitCode.FAILED, NLS.bind(Messages.service_missing, type.getSimpleName()));
			return service;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new Failure(ExitCode.INTERRUPTED, Messages.interrupted);
		} finally {
			tracker.close();
		}
	}
}
