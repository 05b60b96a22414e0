/** What a TLS client says in the clear before anything is encrypted: ClientHello (RFC 8446 section 4.1.2, RFC 6066 section 3). */
@NullMarked
package org.tocsin.wire.tls;

import org.jspecify.annotations.NullMarked;
