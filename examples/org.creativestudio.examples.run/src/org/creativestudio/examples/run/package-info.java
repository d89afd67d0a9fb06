// SPDX-License-Identifier: EPL-2.0
/** An example of a bundle that runs workflows through the Java API. */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.creativestudio.examples.run;
