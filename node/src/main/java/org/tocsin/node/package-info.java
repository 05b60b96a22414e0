/** One organisation's process, wired by constructors; the first file to open is Node. */
@NullMarked
package org.tocsin.node;

import org.jspecify.annotations.NullMarked;
