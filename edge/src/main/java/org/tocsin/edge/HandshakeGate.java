package org.tocsin.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first bytes, and only then spends anything on TLS: an idle connection costs no TLS state, what is not a TLS
 * handshake record is turned away at its first byte, and handshakes start no faster than the budget allows.
 */
final class HandshakeGate extends ChannelInboundHandlerAdapter {
    private static final int HANDSHAKE_RECORD = 22;

    private final RelayCore core;
    private final Connection connection;
    private @Nullable ByteBuf hello;

    HandshakeGate(RelayCore core, Connection connection) {
        this.core = core;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        if (connection.finished() || hello != null || !bytes.isReadable()) {
            bytes.release();
            return;
        }
        if (bytes.getUnsignedByte(bytes.readerIndex()) != HANDSHAKE_RECORD) {
            bytes.release();
            connection.refuse(Refusal.NOT_TLS, "");
            return;
        }
        long mostWait = core.settings.deadlines().handshake().toNanos() / 2;
        long wait = core.handshakes.reserve(1, core.clock.nanos(), mostWait);
        if (wait == Pace.NEVER) {
            bytes.release();
            connection.refuse(Refusal.HANDSHAKE_BUDGET, "");
        } else if (wait == 0) {
            begin(ctx, bytes);
        } else {
            hello = bytes;
            ctx.channel().config().setAutoRead(false);
            var _ = ctx.executor().schedule(() -> resume(ctx), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void resume(ChannelHandlerContext ctx) {
        var bytes = hello;
        if (bytes == null || ctx.isRemoved()) {
            return;
        }
        hello = null;
        ctx.channel().config().setAutoRead(true);
        begin(ctx, bytes);
    }

    private void begin(ChannelHandlerContext ctx, ByteBuf bytes) {
        var tls = core.tls.newHandler(ctx.alloc());
        // The connection's own deadline covers the handshake; a peer that does not take our goodbye is not waited for.
        tls.setHandshakeTimeoutMillis(0);
        tls.setCloseNotifyFlushTimeoutMillis(100);
        ctx.pipeline().addLast(tls, new IdentityCheck(core, connection));
        ctx.fireChannelRead(bytes);
        ctx.fireChannelReadComplete();
        ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (hello != null) {
            hello.release();
            hello = null;
        }
    }
}
