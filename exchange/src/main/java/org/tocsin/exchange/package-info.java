/** What may be shared and what is believed: STIX statements out, verdicts in, against forgers, liars and the merely wrong. */
@NullMarked
package org.tocsin.exchange;

import org.jspecify.annotations.NullMarked;
