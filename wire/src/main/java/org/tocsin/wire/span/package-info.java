/** A cursor over bytes that may end too early. */
@NullMarked
package org.tocsin.wire.span;

import org.jspecify.annotations.NullMarked;
