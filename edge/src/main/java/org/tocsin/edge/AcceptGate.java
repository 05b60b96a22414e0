package org.tocsin.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;

/**
 * Turns peers away on the accepting thread, before a byte is read: the block list, then how many and how fast. Rejecting
 * after the TLS handshake is too late under a flood (a broker cluster fell to 30,000 attempts a second that way).
 *
 * <p>The answer is a reset: the cheapest there is, and nothing stays behind in the kernel.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {
    private final RelayCore core;
    private long numbers;

    AcceptGate(RelayCore core) {
        this.core = core;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var child = (Channel) message;
        if (!(child.remoteAddress() instanceof InetSocketAddress remote)) {
            child.unsafe().closeForcibly();
            return;
        }
        long now = core.clock.nanos();
        var connection = new Connection(core, numbers++, child, Address.of(remote.getAddress()), now);
        // Entered first, judged second: see Connections.
        int ofSource = core.connections.add(connection);
        var decision = core.blocklists.decide(connection.address);
        var why = decision.admitsNew() ? full(connection, ofSource, now) : Refusal.BLOCKED;
        if (why == null) {
            child.attr(DevicePipeline.CONNECTION).set(connection);
            ctx.fireChannelRead(child);
            return;
        }
        core.connections.remove(connection);
        child.config().setOption(ChannelOption.SO_LINGER, 0);
        child.unsafe().closeForcibly();
        var detail = Connection.ground(decision);
        core.tell(new EdgeEvent.Refused(connection.address, why, detail, now, core.clock.nanos()));
    }

    private @Nullable Refusal full(Connection connection, int ofSource, long now) {
        var quotas = core.settings.quotas();
        if (ofSource > quotas.perSource()) {
            return Refusal.SOURCE_FULL;
        }
        if (core.connections.size() > quotas.connections()) {
            return Refusal.RELAY_FULL;
        }
        boolean slowEnough = core.accepts.take(connection.source, now) && core.slowed.take(connection.source, now);
        return slowEnough ? null : Refusal.SOURCE_TOO_FAST;
    }
}
