package org.tocsin.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.tocsin.kernel.Digest;
import org.tocsin.node.home.Home;
import org.tocsin.platform.json.Json;

/** How the command line of the same machine finds a running node: its URL, its certificate's hash, and a token of its own. */
final class ApiFile {
    private static final String API = "api.json";
    private static final String TOKEN = "cli.token";

    private ApiFile() {}

    /** SHA-256, spelled as openssl and browsers do, so that it can be compared at a glance: {@code AB:CD:...}. */
    static String fingerprint(X509Certificate certificate) {
        try {
            var digest = Digest.hash(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest.toArray());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    static void write(Home home, String host, int port, String certificate, String token) throws IOException {
        var api = Json.object().put("url", url(host, port)).put("certificate", certificate);
        Home.writePrivate(home.state().resolve(API), Json.bytes(api));
        Home.writePrivate(home.state().resolve(TOKEN), token.getBytes(StandardCharsets.UTF_8));
    }

    static String url(String host, int port) {
        return "https://" + reachable(host) + ":" + port;
    }

    /** A node that listens on every address is reached on loopback. */
    private static String reachable(String host) {
        return host.equals("0.0.0.0") || host.equals("[::]") ? "127.0.0.1" : host;
    }

    static void remove(Home home) throws IOException {
        Files.deleteIfExists(home.state().resolve(API));
        Files.deleteIfExists(home.state().resolve(TOKEN));
    }
}
