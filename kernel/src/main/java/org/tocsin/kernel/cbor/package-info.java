/** Deterministic CBOR (RFC 8949, 4.2.1): one encoding for every value, so that a hash or a signature has one meaning. */
@NullMarked
package org.tocsin.kernel.cbor;

import org.jspecify.annotations.NullMarked;
