/** Modbus/TCP frames. Source: Modbus Application Protocol 1.1b3, Modbus Messaging on TCP/IP 1.0b. */
@NullMarked
package org.tocsin.wire.modbus;

import org.jspecify.annotations.NullMarked;
