// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.testing.ui;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Something to wait for. Both methods are called on the UI thread. */
public interface Condition {

	boolean test();

	String getFailureMessage();

	/** A condition from two lambdas. */
	static Condition of(BooleanSupplier test, Supplier<String> failureMessage) {
		return new Condition() {
			@Override
			public boolean test() {
				return test.getAsBoolean();
			}

			@Override
			public String getFailureMessage() {
				return failureMessage.get();
			}
		};
	}
}
