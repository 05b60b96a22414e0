/** Who is believed, how far, and what follows: bounded so that no single liar can block anybody for long. */
@NullMarked
package org.tocsin.exchange.trust;

import org.jspecify.annotations.NullMarked;
