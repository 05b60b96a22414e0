/** Live capture, on interfaces of the tests' own. */
@NullMarked
package org.tocsin.edge.live;

import org.jspecify.annotations.NullMarked;
