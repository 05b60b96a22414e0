/** TLS contexts: hybrid post-quantum between nodes, the JDK's own for people; keys change without a restart. */
@NullMarked
package org.tocsin.crypto.tls;

import org.jspecify.annotations.NullMarked;
