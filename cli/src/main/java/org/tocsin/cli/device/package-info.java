/** {@code tocsin device}: own devices as the tap sees them, and those that are cut off. */
@NullMarked
package org.tocsin.cli.device;

import org.jspecify.annotations.NullMarked;
