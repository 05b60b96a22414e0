/** Keeps secrets at rest unreadable without the unseal key, which lies elsewhere or in a recovery phrase on paper. */
@NullMarked
package org.tocsin.crypto.seal;

import org.jspecify.annotations.NullMarked;
