/** {@code tocsin watch}: what a capture, from a file or live from a pipe, holds against its owner. */
@NullMarked
package org.tocsin.cli.watch;

import org.jspecify.annotations.NullMarked;
