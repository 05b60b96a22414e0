/** RFC 6962 trees: hashing, compact ranges, inclusion and consistency proofs, made and verified. */
@NullMarked
package org.tocsin.ledger.merkle;

import org.jspecify.annotations.NullMarked;
