package org.tocsin.edge;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.tocsin.crypto.cert.Pem;
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
        var certificate = file("edge.mqtt.certificate", settings.certificate());
        var key = file("edge.mqtt.key", settings.key());
        var clientCa = file("edge.mqtt.clientCa", settings.clientCa());
        try {
            var provider = provider(portable);
            var builder = SslContextBuilder.forServer(certificate, key)
                    .trustManager(clientCa)
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3")
                    .sslProvider(provider);
            if (provider == SslProvider.OPENSSL) {
                builder.option(OpenSslContextOption.GROUPS, GROUPS);
            }
            var context = builder.build();
            requirePair(certificate, key);
            return context;
        } catch (SSLException | IllegalArgumentException e) {
            requireCertificates("edge.mqtt.certificate", certificate);
            requireCertificates("edge.mqtt.clientCa", clientCa);
            requireKey(key);
            throw new Rejection(
                    "edge.tls",
                    "the key in " + key + " and the certificate in " + certificate + " can't be used together: "
                            + e.getMessage());
        }
    }

    static SslContext client(UpstreamSettings upstream, boolean portable) {
        var builder =
                SslContextBuilder.forClient().protocols("TLSv1.3", "TLSv1.2").sslProvider(provider(portable));
        var ca = upstream.ca().isEmpty() ? null : file("edge.mqtt.upstream.ca", upstream.ca());
        try {
            return ca == null ? builder.build() : builder.trustManager(ca).build();
        } catch (SSLException | IllegalArgumentException e) {
            if (ca != null) {
                requireCertificates("edge.mqtt.upstream.ca", ca);
            }
            throw new Rejection("edge.tls", "the CA of the broker can't be used: " + e.getMessage());
        }
    }

    private static SslProvider provider(boolean portable) {
        return !portable && OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static File file(String key, String path) {
        var file = new File(path);
        if (!file.isFile() || !file.canRead()) {
            throw new Rejection("edge.tls", key + " names '" + path + "', which can't be read");
        }
        return file;
    }

    /** Asked only once something can't be used, so that no file is refused that TLS itself would take. */
    private static void requireCertificates(String setting, File file) {
        requireParsed(setting, file, "no certificate in PEM", Pem::certificates);
    }

    /** BoringSSL takes a key of another certificate, and then fails each handshake. */
    private static void requirePair(File certificate, File key) {
        if (!Pem.isPair(text("edge.mqtt.certificate", certificate), text("edge.mqtt.key", key))) {
            throw new Rejection(
                    "edge.tls",
                    "edge.mqtt.key names " + key + ", which is not the key of the certificate in " + certificate);
        }
    }

    private static void requireKey(File file) {
        requireParsed("edge.mqtt.key", file, "no unencrypted private key in PKCS#8", text -> {
            if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
                throw new Rejection("pem.key", "its heading is not BEGIN PRIVATE KEY");
            }
            return text;
        });
    }

    private static void requireParsed(String setting, File file, String lacks, Function<String, Object> parser) {
        var text = text(setting, file);
        try {
            var _ = parser.apply(text);
        } catch (Rejection wrong) {
            throw new Rejection(
                    "edge.tls", setting + " names " + file + ", which holds " + lacks + ": " + wrong.detail());
        }
    }

    private static String text(String setting, File file) {
        try {
            return Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Rejection("edge.tls", setting + " names " + file + ", which can't be read: " + e.getMessage());
        }
    }
}
