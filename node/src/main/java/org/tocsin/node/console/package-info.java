/** The console: pages for people, rendered here, readable without script. */
@NullMarked
package org.tocsin.node.console;

import org.jspecify.annotations.NullMarked;
