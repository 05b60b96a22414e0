/** {@code tocsin bench}: measures this machine and this build, one figure a line. */
@NullMarked
package org.tocsin.cli.bench;

import org.jspecify.annotations.NullMarked;
