/** What the tests of this room share. */
@NullMarked
package org.tocsin.wire;

import org.jspecify.annotations.NullMarked;
