/** The folder that is a node: settings, sealed keys, ledger, store; and how it is founded. */
@NullMarked
package org.tocsin.node.home;

import org.jspecify.annotations.NullMarked;
