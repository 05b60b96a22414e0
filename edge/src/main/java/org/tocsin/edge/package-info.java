/**
 * Stands before the devices: relays that let only known devices through and cut off whom the block list names, within
 * milliseconds and before TLS costs anything.
 *
 * <p>Start at {@link org.tocsin.edge.MqttRelay}. What comes in is hostile until proven otherwise: floods, slow senders,
 * foreign certificates, malformed packets, stolen devices.
 */
@NullMarked
package org.tocsin.edge;

import org.jspecify.annotations.NullMarked;
