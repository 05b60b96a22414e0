/** {@code tocsin log}: this node's own logs. */
@NullMarked
package org.tocsin.cli.log;

import org.jspecify.annotations.NullMarked;
