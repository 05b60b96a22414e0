/** What happened, stored in the transaction that made it happen, and told to whoever missed it. */
@NullMarked
package org.tocsin.platform.event;

import org.jspecify.annotations.NullMarked;
