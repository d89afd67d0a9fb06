// SPDX-License-Identifier: EPL-2.0
/**
 * The benchmarks behind {@code releng/benchmarks/run}: the ones that measure ({@link Main}), and what they put into the measured
 * program as a bundle.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.creativestudio.benchmarks;
