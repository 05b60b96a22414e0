/** {@code tocsin finding}: what this organisation's own detectors saw. */
@NullMarked
package org.tocsin.cli.finding;

import org.jspecify.annotations.NullMarked;
