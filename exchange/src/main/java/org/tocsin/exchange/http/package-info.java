/** Verdicts, imports and feeds over the API; text that goes into a line-based feed is refused if it could break its line. */
@NullMarked
package org.tocsin.exchange.http;

import org.jspecify.annotations.NullMarked;
