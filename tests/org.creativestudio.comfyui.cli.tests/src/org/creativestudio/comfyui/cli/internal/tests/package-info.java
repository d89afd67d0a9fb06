// SPDX-License-Identifier: EPL-2.0
/**
 * Tests of the verbs as plain Java with small fakes of the services.
 */
package org.creativestudio.comfyui.cli.internal.tests;
