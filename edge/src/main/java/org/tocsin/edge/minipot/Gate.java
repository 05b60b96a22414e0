package org.tocsin.edge.minipot;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import org.tocsin.kernel.Address;

/** Lets visitors in, or resets them: who is blocked, and what is beyond the bounds. On the accepting thread, before a byte is read. */
final class Gate extends ChannelInboundHandlerAdapter {
    private final Minipots pots;
    private final Protocol protocol;

    Gate(Minipots pots, Protocol protocol) {
        this.pots = pots;
        this.protocol = protocol;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var child = (Channel) message;
        if (!(child.remoteAddress() instanceof InetSocketAddress remote)
                || !(child.localAddress() instanceof InetSocketAddress local)) {
            child.unsafe().closeForcibly();
            return;
        }
        var address = Address.of(remote.getAddress());
        var source = Visitors.source(address);
        var why = refusal(address, source);
        if (!why.isEmpty()) {
            pots.shed(why);
            child.config().setOption(ChannelOption.SO_LINGER, 0);
            child.unsafe().closeForcibly();
            return;
        }
        var visitor = pots.visitors.of(source, pots.clock.now());
        visitor.visits++;
        pots.entered(source);
        var _ = child.closeFuture().addListener(_ -> pots.left(source));
        var guest = new Guest(protocol, address, source, Address.of(local.getAddress()), local.getPort(), visitor);
        child.pipeline().addLast(new Conversation(pots, guest));
        ctx.fireChannelRead(child);
    }

    private String refusal(Address address, Address source) {
        if (!pots.blocklists.decide(address).admitsNew()) {
            return "blocked";
        }
        if (pots.of(source) >= pots.settings.perSource()) {
            return "source_full";
        }
        if (pots.connections() >= pots.settings.connections()) {
            return "full";
        }
        return pots.accepts.take(source, pots.clock.nanos()) ? "" : "source_too_fast";
    }
}
