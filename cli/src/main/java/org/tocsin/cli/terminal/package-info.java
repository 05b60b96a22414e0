/** How the command line meets a terminal, a pipe and a script: results and talk apart, colour and width where they belong. */
@NullMarked
package org.tocsin.cli.terminal;

import org.jspecify.annotations.NullMarked;
