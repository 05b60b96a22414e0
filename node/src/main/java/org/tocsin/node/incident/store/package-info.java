/** The incidents in SQL, against a restart. */
@NullMarked
package org.tocsin.node.incident.store;

import org.jspecify.annotations.NullMarked;
