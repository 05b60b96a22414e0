/** The exchange's SQL projection: it follows memory, and refills it after a restart. */
@NullMarked
package org.tocsin.exchange.store;

import org.jspecify.annotations.NullMarked;
