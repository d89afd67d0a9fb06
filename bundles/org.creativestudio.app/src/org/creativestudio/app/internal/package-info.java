// SPDX-License-Identifier: EPL-2.0
/**
 * The workbench as a program of its own; not API.
 */
@NonNullByDefault
package org.creativestudio.app.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
