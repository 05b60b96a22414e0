/** Counts what a capture holds, as other decoders count it. */
@NullMarked
package org.tocsin.lab.count;

import org.jspecify.annotations.NullMarked;
