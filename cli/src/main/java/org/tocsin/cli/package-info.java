/**
 * The command line: {@code tocsin <noun> <verb>}, one class a verb in a package named after its noun, listed in {@link
 * org.tocsin.cli.Commands}.
 */
@NullMarked
package org.tocsin.cli;

import org.jspecify.annotations.NullMarked;
