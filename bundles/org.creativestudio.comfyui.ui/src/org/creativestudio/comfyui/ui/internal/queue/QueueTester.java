// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.queue;

import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.Nullable;

/** What commands ask of a prompt in a queue: {@code running}. */
public final class QueueTester extends PropertyTester {
	@Override
	public boolean test(@Nullable Object receiver, @Nullable String property, Object @Nullable [] args, @Nullable Object expected) {
		return receiver instanceof QueueRow row && row.isRunning() == !Boolean.FALSE.equals(expected);
	}
}
