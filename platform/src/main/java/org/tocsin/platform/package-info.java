/** What every capability stands on: the contract by which a capability joins a node. */
@NullMarked
package org.tocsin.platform;

import org.jspecify.annotations.NullMarked;
