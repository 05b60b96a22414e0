/** Judges detection by captures: the mixed file that ours and foreign engines read alike. */
@NullMarked
package org.tocsin.lab.evaluate;

import org.jspecify.annotations.NullMarked;
