/**
 * The lab broker: a small MQTT 3.1.1 and 5 broker in memory for drills and tests, never for production. It speaks plain TCP on
 * loopback and trusts whoever reaches it; the relay before it does not.
 */
@NullMarked
package org.tocsin.lab.broker;

import org.jspecify.annotations.NullMarked;
