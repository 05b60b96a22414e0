/** Lends the kernel's randomness to libraries that ask for the JDK's type. */
@NullMarked
package org.tocsin.crypto.entropy;

import org.jspecify.annotations.NullMarked;
