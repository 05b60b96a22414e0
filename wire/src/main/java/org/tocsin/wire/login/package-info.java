/**
 * Reads log-in attempts out of telnet (RFC 854), MQTT CONNECT (MQTT 3.1.1 and 5, section 3.1) and HTTP Basic (RFC 7617), byte by
 * byte as they pass; bounded in memory whatever is sent, and secrets are handed on, never kept.
 */
@NullMarked
package org.tocsin.wire.login;

import org.jspecify.annotations.NullMarked;
