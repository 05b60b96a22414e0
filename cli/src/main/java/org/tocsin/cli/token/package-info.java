/** {@code tocsin token}: keys to the API and the feeds. */
@NullMarked
package org.tocsin.cli.token;

import org.jspecify.annotations.NullMarked;
