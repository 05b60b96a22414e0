/** Follow and offer over HTTP/2 and mutual TLS with a post-quantum hybrid; the peer is known by its key, not by a name. */
@NullMarked
package org.tocsin.federation.http;

import org.jspecify.annotations.NullMarked;
