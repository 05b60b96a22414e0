/** {@code tocsin drill}: the main job in one command. */
@NullMarked
package org.tocsin.cli.drill;

import org.jspecify.annotations.NullMarked;
