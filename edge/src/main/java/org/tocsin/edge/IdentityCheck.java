package org.tocsin.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.tocsin.kernel.Printable;

/** Reads who the device is once TLS has verified its certificate, and asks the block list about that. */
final class IdentityCheck extends ChannelInboundHandlerAdapter {
    private final RelayCore core;
    private final Connection connection;

    IdentityCheck(RelayCore core, Connection connection) {
        this.core = core;
        this.connection = connection;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent done)) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        if (!done.isSuccess()) {
            connection.refuse(Refusal.HANDSHAKE_FAILED, said(done.cause()));
            return;
        }
        try {
            var chain =
                    ctx.pipeline().get(SslHandler.class).engine().getSession().getPeerCertificates();
            if (chain[0] instanceof X509Certificate certificate
                    && connection.identified(DeviceIdentity.of(certificate))) {
                connection.due(core.clock.nanos(), core.settings.deadlines().connect());
                ctx.pipeline().replace(this, "device", new DeviceSide(core, connection));
            }
        } catch (SSLPeerUnverifiedException e) {
            connection.refuse(Refusal.HANDSHAKE_FAILED, said(e));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.refuse(Refusal.HANDSHAKE_FAILED, said(cause));
    }

    private static String said(Throwable cause) {
        var text = Printable.of(String.valueOf(cause.getMessage()));
        return text.substring(0, Math.min(200, text.length()));
    }
}
