package org.tocsin.node.flow;

import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;

/**
 * Limits a source whose address may be forged: a few new sessions a minute instead of many, for five minutes, and only of
 * somebody who is not known here. Source: ARCHITECTURE section 3, the table.
 */
public final class Curb {
    private final Exchange exchange;
    private final Chronicle chronicle;
    private final Limiter limiter;

    /** Whoever lets sessions in. */
    @FunctionalInterface
    public interface Limiter {
        /** Slows a source down for a while; false if nothing changed by it. */
        boolean slow(Address source);
    }

    public Curb(Exchange exchange, Chronicle chronicle, Limiter limiter) {
        this.exchange = exchange;
        this.chronicle = chronicle;
        this.limiter = limiter;
    }

    /** It was found to attack, and has not completed a handshake. */
    public void on(Address source, long cause) {
        var host = Subject.host(source);
        if (exchange.isStranger(host) && limiter.slow(source)) {
            chronicle.tell(
                    Beat.Kind.IN_FORCE,
                    host.toString(),
                    cause,
                    "MQTT relay: few new sessions for five minutes; the address may be forged, so it is not blocked",
                    Json.object().put("action", "SLOW"));
        }
    }
}
