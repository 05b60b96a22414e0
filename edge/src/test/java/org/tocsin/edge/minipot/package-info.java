/** Minipots under attack. */
@NullMarked
package org.tocsin.edge.minipot;

import org.jspecify.annotations.NullMarked;
