/** {@code tocsin config}: whether a settings file says what its author meant. */
@NullMarked
package org.tocsin.cli.config;

import org.jspecify.annotations.NullMarked;
