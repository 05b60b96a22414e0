/** The console, met as a browser meets it. */
@NullMarked
package org.tocsin.node.console;

import org.jspecify.annotations.NullMarked;
