/** Where a node's packets come from, and how that goes. */
@NullMarked
package org.tocsin.node.watch;

import org.jspecify.annotations.NullMarked;
