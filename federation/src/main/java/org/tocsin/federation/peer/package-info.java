/** Who is a peer: invited by a token, compared by fingerprint, accepted by a person. */
@NullMarked
package org.tocsin.federation.peer;

import org.jspecify.annotations.NullMarked;
