/** Tests of {@code tocsin node}. */
@NullMarked
package org.tocsin.cli.node;

import org.jspecify.annotations.NullMarked;
