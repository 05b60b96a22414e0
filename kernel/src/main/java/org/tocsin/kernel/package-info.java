/** Values that can't be wrong, time, randomness, limits and named refusals; every other room stands on these words. */
@NullMarked
package org.tocsin.kernel;

import org.jspecify.annotations.NullMarked;
