/** Stories across capabilities, one class each, readable top to bottom. */
@NullMarked
package org.tocsin.node.flow;

import org.jspecify.annotations.NullMarked;
