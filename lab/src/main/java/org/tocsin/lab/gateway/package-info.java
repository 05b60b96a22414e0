/** A relay with its own lab CA, to be judged by other people's MQTT clients: {@code interop/gateway.sh} runs it. */
@NullMarked
package org.tocsin.lab.gateway;

import org.jspecify.annotations.NullMarked;
