package org.tocsin.node.flow;

import java.util.Locale;
import org.tocsin.edge.EdgeEvent;
import org.tocsin.edge.Refusal;
import org.tocsin.exchange.Exchange;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.json.Json;

/** What happens at the relay: good sessions count in the own-traffic check, refusals are told. Runs on event loops: short. */
public final class Sessions {
    private final Exchange exchange;
    private final Fence fence;
    private final Chronicle chronicle;

    public Sessions(Exchange exchange, Fence fence, Chronicle chronicle) {
        this.exchange = exchange;
        this.fence = fence;
        this.chronicle = chronicle;
    }

    public void on(EdgeEvent event) {
        switch (event) {
            case EdgeEvent.Opened(var session, var _, var atNanos) -> {
                fence.sawSession(session);
                exchange.completedSession(session.address(), true);
                chronicle.tellAt(
                        atNanos,
                        Beat.Kind.OPENED,
                        session.address().toString(),
                        0,
                        session.device().id() + " connected as " + session.clientId(),
                        Json.object().put("device", session.device().id()));
            }
            case EdgeEvent.Closed(var session, var why, var detail, var _, var _, var atNanos) ->
                chronicle.tellAt(
                        atNanos,
                        Beat.Kind.CLOSED,
                        session.address().toString(),
                        0,
                        session.device().id() + " ended: " + why.name().toLowerCase(Locale.ROOT),
                        Json.object().put("why", why.name()).put("detail", detail));
            case EdgeEvent.Refused(var address, var why, var detail, var _, var atNanos) -> {
                if (why == Refusal.BLOCKED || why == Refusal.DEVICE_BLOCKED) {
                    chronicle.tellAt(
                            atNanos,
                            Beat.Kind.REFUSED,
                            address.toString(),
                            0,
                            address + " was refused before TLS",
                            Json.object().put("why", why.name()).put("detail", detail));
                }
            }
        }
    }
}
