/** STIX 2.1 as FORMATS profiles it: canonical JSON of an allow-list of fields, so that nothing about a victim can leave. */
@NullMarked
package org.tocsin.exchange.stix;

import org.jspecify.annotations.NullMarked;
