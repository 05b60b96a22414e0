/** Organisations that follow each other's logs: peers, what they say of themselves, what they say to each other. */
@NullMarked
package org.tocsin.federation;

import org.jspecify.annotations.NullMarked;
