// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.creativestudio.comfyui.client.ComfyClient;
import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.InstanceListener;
import org.creativestudio.comfyui.core.InstanceManager;
import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.core.PauseOptions;
import org.creativestudio.comfyui.core.Supervision;
import org.creativestudio.comfyui.core.validation.Finding;
import org.eclipse.jdt.annotation.Nullable;

/** An instance manager that can nothing; tests add what they need. */
public abstract class InstanceManagerStub implements InstanceManager {

	private static UnsupportedOperationException unexpected() {
		return new UnsupportedOperationException("the test did not expect this");
	}

	@Override
	public List<InstanceSnapshot> getInstances() {
		throw unexpected();
	}

	@Override
	public Optional<InstanceSnapshot> getInstance(String id) {
		throw unexpected();
	}

	@Override
	public Optional<InstanceSnapshot> find(String idOrName) {
		throw unexpected();
	}

	@Override
	public Optional<InstanceSnapshot> getActiveInstance() {
		throw unexpected();
	}

	@Override
	public CompletableFuture<Optional<InstanceSnapshot>> createDefaultInstance() {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> create(InstanceConfiguration configuration) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<List<Finding>> validate(InstanceConfiguration configuration) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<Integer> freePort() {
		throw unexpected();
	}

	@Override
	public CompletableFuture<List<InstanceConfiguration>> detect() {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceConfiguration> proposeCopy(String id) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> update(InstanceConfiguration configuration) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<Void> delete(String id) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> start(String id) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> stop(String id) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> stopWhenIdle(String id) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> restart(String id) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> pause(String id, PauseOptions options) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<InstanceSnapshot> resume(String id) {
		throw unexpected();
	}

	@Override
	public Supervision supervise() {
		throw unexpected();
	}

	@Override
	public CompletableFuture<String> diagnostics(String id) {
		throw unexpected();
	}

	@Override
	public CompletableFuture<Void> setActive(@Nullable String id) {
		throw unexpected();
	}

	@Override
	public String newId() {
		throw unexpected();
	}

	@Override
	public ComfyClient client(String id) {
		throw unexpected();
	}

	@Override
	public void addListener(InstanceListener listener) {
		throw unexpected();
	}

	@Override
	public void removeListener(InstanceListener listener) {
		throw unexpected();
	}
}
