// SPDX-License-Identifier: EPL-2.0
/** An example of a bundle that adds a balancing strategy to Creative Studio. */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.creativestudio.examples.strategy;
