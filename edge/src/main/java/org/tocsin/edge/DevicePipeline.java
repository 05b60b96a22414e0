package org.tocsin.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.util.AttributeKey;

/** What a device's bytes pass: the gate before TLS, TLS, who it is, what it says. */
final class DevicePipeline extends ChannelInitializer<Channel> {
    static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf("tocsin.connection");

    private final RelayCore core;

    DevicePipeline(RelayCore core) {
        this.core = core;
    }

    @Override
    protected void initChannel(Channel channel) {
        var connection = channel.attr(CONNECTION).get();
        var _ = channel.closeFuture().addListener(_ -> connection.closed());
        channel.pipeline().addLast(new HandshakeGate(core, connection));
        // A list that came into force since the accept; the sweep through connections may have been too early.
        connection.enforce(core.blocklists.current(), core.clock.nanos(), true);
    }
}
