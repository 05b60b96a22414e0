/** Networks of a test's own. */
@NullMarked
package org.tocsin.edge.linux;

import org.jspecify.annotations.NullMarked;
