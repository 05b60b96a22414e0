/** {@code tocsin intel}: block lists from elsewhere, and taking back what was said. */
@NullMarked
package org.tocsin.cli.intel;

import org.jspecify.annotations.NullMarked;
