/** {@code tocsin node}: found an organisation's node, and run it. */
@NullMarked
package org.tocsin.cli.node;

import org.jspecify.annotations.NullMarked;
