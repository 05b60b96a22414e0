/** Tests of the command line: golden output on a fake terminal of 80 and 120 columns and on a pipe. */
@NullMarked
package org.tocsin.cli;

import org.jspecify.annotations.NullMarked;
