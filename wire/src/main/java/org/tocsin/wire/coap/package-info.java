/** CoAP messages over datagrams (RFC 7252, options of RFC 7641, 7959, 8613). */
@NullMarked
package org.tocsin.wire.coap;

import org.jspecify.annotations.NullMarked;
