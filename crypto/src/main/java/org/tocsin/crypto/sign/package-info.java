/** Signs and verifies with Ed25519 and ML-DSA, alone or both at once, so that one broken algorithm forges nothing. */
@NullMarked
package org.tocsin.crypto.sign;

import org.jspecify.annotations.NullMarked;
