package org.tocsin.edge;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.policy.Blocklists;
import org.tocsin.wire.mqtt.MqttLimits;

/** What all connections of one relay share. */
final class RelayCore {
    final MqttSettings settings;
    final MqttLimits limits;
    final Blocklists blocklists;
    final Clock clock;
    final Meter meter;
    final Loops loops;
    final SslContext tls;
    final @Nullable SslContext upstreamTls;
    final BrokerPlace upstream;
    final Connections connections = new Connections();
    final Pace handshakes;
    final SourcePaces accepts;
    final Slowed slowed = new Slowed();

    private final EdgeEvents events;
    private final Pace told;

    RelayCore(MqttSettings settings, Blocklists blocklists, Clock clock, Meter meter, EdgeEvents events, Loops loops) {
        this.settings = settings;
        this.limits = settings.limits();
        this.blocklists = blocklists;
        this.clock = clock;
        this.meter = meter;
        this.events = events;
        this.loops = loops;
        this.tls = TlsContexts.server(settings, !loops.isNative());
        var broker = settings.upstream();
        this.upstreamTls = broker.tls() ? TlsContexts.client(broker, !loops.isNative()) : null;
        this.upstream = new BrokerPlace(broker);
        int perSecond = settings.quotas().handshakesPerSecond();
        long now = clock.nanos();
        this.handshakes = new Pace(perSecond, perSecond, now);
        this.accepts = new SourcePaces(settings.quotas().acceptsPerMinute(), Entropy.system(), now);
        this.told = new Pace(MqttRelay.REFUSALS_TOLD_A_SECOND, MqttRelay.REFUSALS_TOLD_A_SECOND, now);
    }

    static String said(Rejection why) {
        return why.code() + ": " + why.detail();
    }

    /** Tells what happened; of a flood of refusals only a share, while the meter counts every one. */
    void tell(EdgeEvent event) {
        switch (event) {
            case EdgeEvent.Opened _ -> meter.count("tocsin_edge_sessions_opened_total", 1);
            case EdgeEvent.Closed _ -> meter.count("tocsin_edge_sessions_closed_total", 1);
            case EdgeEvent.Refused refused -> {
                meter.count("tocsin_edge_refused_" + refused.why().word() + "_total", 1);
                if (!told.take(refused.atNanos())) {
                    meter.count("tocsin_edge_refusals_untold_total", 1);
                    return;
                }
            }
        }
        events.on(event);
    }
}
