/** What a node says of itself, signed by its organisation's root: every other key can rotate because this one is pinned. */
@NullMarked
package org.tocsin.federation.descriptor;

import org.jspecify.annotations.NullMarked;
