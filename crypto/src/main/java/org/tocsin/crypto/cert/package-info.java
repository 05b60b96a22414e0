/** Makes and reads the P-256 certificates that TLS wants, which nobody trusts for more than the key they carry. */
@NullMarked
package org.tocsin.crypto.cert;

import org.jspecify.annotations.NullMarked;
