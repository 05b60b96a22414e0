/** {@code tocsin doctor}: what is wrong, and what to do. */
@NullMarked
package org.tocsin.cli.doctor;

import org.jspecify.annotations.NullMarked;
