// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The stored configuration for the parts of this bundle that read or change it as a whole. An OSGi service of this bundle alone. */
public interface StoreAccess {

	/**
	 * Does something with the store, after all that was begun before, on a thread that may block; completes when the instances
	 * that others see are those of the store.
	 */
	<T> CompletableFuture<T> with(Function<ConfigurationStore, T> work);
}
