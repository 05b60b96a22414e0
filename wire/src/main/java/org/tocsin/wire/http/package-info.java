/** Heads of HTTP/1 messages (RFC 9112), as they come in the first segment of a connection. */
@NullMarked
package org.tocsin.wire.http;

import org.jspecify.annotations.NullMarked;
