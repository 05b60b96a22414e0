package org.tocsin.node.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.tocsin.edge.UpstreamSettings;

/** Knocks at the broker behind the relay: one TCP connection, closed at once. */
final class BrokerCheck {
    private static final int ANSWERS_WITHIN_MS = 2_000;
    private static final String NAME = "broker";

    private BrokerCheck() {}

    static Check of(UpstreamSettings broker) {
        var where = broker.host() + ":" + broker.port();
        var address = new InetSocketAddress(broker.host(), broker.port());
        if (address.isUnresolved()) {
            return bad(broker.host() + " is not known to the resolver");
        }
        try (var socket = new Socket()) {
            socket.connect(address, ANSWERS_WITHIN_MS);
            return Check.good(NAME, "the relay's broker answers at " + where);
        } catch (IOException e) {
            return bad(where + " does not answer: " + e.getMessage());
        }
    }

    private static Check bad(String what) {
        return Check.bad(
                NAME,
                "the relay's broker " + what + "; until then devices are turned away",
                "start the broker, or mend edge.mqtt.upstream");
    }
}
