// SPDX-License-Identifier: EPL-2.0
/** Goes through the product with a living fleet and takes pictures of every view and dialog. No part of the product. */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.creativestudio.screenshots;
