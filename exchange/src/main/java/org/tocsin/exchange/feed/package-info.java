/** Lists in, lists out: block lists of others as relayed reports, our verdicts for foreign enforcers. */
@NullMarked
package org.tocsin.exchange.feed;

import org.jspecify.annotations.NullMarked;
