/** The log of a process: JSON lines for machines, short lines for a terminal; libraries are heard from warnings on. */
@NullMarked
package org.tocsin.node.log;

import org.jspecify.annotations.NullMarked;
