// SPDX-License-Identifier: EPL-2.0
/** The guides: their links, pictures and ids, and that they say what the program declares. */
package org.creativestudio.comfyui.help.tests;
