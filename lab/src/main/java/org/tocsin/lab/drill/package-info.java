/** The drill: whole organisations on loopback, attacked by a simulation, watched and measured; for newcomers, staff and us. */
@NullMarked
package org.tocsin.lab.drill;

import org.jspecify.annotations.NullMarked;
