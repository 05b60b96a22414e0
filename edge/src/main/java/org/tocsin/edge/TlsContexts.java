package org.tocsin.edge;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import javax.net.ssl.SSLException;
import org.tocsin.kernel.Rejection;

/**
 * TLS of the relay: 1.3 only, a client certificate required. BoringSSL where its native library is (2.6 times the JDK's speed
 * on small records, 2.5-3.5 times on handshakes, measured), else the JDK's own.
 *
 * <p>BoringSSL issues no session tickets here: each connection shows its certificate anew, so that a revocation can't be slept
 * through. The JDK's fallback may resume; the certificate of the session is judged by the block list all the same.
 */
final class TlsContexts {
    private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256"};

    private TlsContexts() {}

    static SslContext server(MqttSettings settings, boolean portable) {
        try {
            var provider = provider(portable);
            var builder = SslContextBuilder.forServer(file(settings.certificate()), file(settings.key()))
                    .trustManager(file(settings.clientCa()))
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3")
                    .sslProvider(provider);
            if (provider == SslProvider.OPENSSL) {
                builder.option(OpenSslContextOption.GROUPS, GROUPS);
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new Rejection("edge.tls", "certificate, key or client CA can't be used: " + e.getMessage());
        }
    }

    static SslContext client(UpstreamSettings upstream, boolean portable) {
        try {
            var builder = SslContextBuilder.forClient()
                    .protocols("TLSv1.3", "TLSv1.2")
                    .sslProvider(provider(portable));
            if (!upstream.ca().isEmpty()) {
                builder.trustManager(file(upstream.ca()));
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new Rejection("edge.tls", "the CA of the broker can't be used: " + e.getMessage());
        }
    }

    private static SslProvider provider(boolean portable) {
        return !portable && OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static File file(String path) {
        var file = new File(path);
        if (!file.canRead()) {
            throw new Rejection("edge.tls", "'" + path + "' can't be read");
        }
        return file;
    }
}
