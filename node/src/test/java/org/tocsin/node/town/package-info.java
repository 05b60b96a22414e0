/** Whole nodes under test. */
@NullMarked
package org.tocsin.node.town;

import org.jspecify.annotations.NullMarked;
