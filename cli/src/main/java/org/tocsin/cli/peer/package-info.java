/** {@code tocsin peer}: the organisations that share with this one, and how they come and go. */
@NullMarked
package org.tocsin.cli.peer;

import org.jspecify.annotations.NullMarked;
