/** Reads DNS messages (RFC 1035, 3596) as far as they tie names to addresses; a forged answer may loop and lie about counts. */
@NullMarked
package org.tocsin.wire.dns;

import org.jspecify.annotations.NullMarked;
