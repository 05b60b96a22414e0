package org.tocsin.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.platform.json.Json;

/** A small HTTPS server that answers as a node's routes do, and the home folder that leads to it. */
final class FakeNode implements AutoCloseable {
    static final String TOKEN = "tocsin_secret-of-the-home";

    private final HttpsServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Path home;

    /** What somebody asked; the path as it stood on the wire. */
    record Asked(String line, String authorization, String body) {}

    private record Answer(int status, String body) {}

    FakeNode(Path home) throws IOException, GeneralSecurityException {
        this.home = home;
        var identity = identity();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(identity)));
        server.createContext("/", this::serve);
        server.start();
        write(Digest.hash(identity.certificate().getEncoded()));
    }

    static TlsIdentity identity() {
        return new Certificates(Clock.system(), Entropy.system()).selfSigned("acme.example", List.of("localhost"));
    }

    /** Writes the home as a node does when it starts. */
    void write(Digest certificate) throws IOException {
        var state = Files.createDirectories(home.resolve("state"));
        Files.createDirectories(home.resolve("keys"));
        Files.write(
                state.resolve("api.json"),
                Json.bytes(Json.object()
                        .put("url", "https://127.0.0.1:" + server.getAddress().getPort())
                        .put("certificate", certificate.bytes().hex())));
        Files.writeString(state.resolve("cli.token"), TOKEN + "\n");
    }

    private static SSLContext context(TlsIdentity identity) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("node", identity.key(), new char[0], identity.chain().toArray(new Certificate[0]));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** @param line method, blank, path with query as on the wire */
    FakeNode answers(String line, String json) {
        return answers(line, 200, json);
    }

    FakeNode answers(String line, int status, String json) {
        answers.put(line, new Answer(status, json));
        return this;
    }

    private void serve(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var line = exchange.getRequestMethod() + " " + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var authorization = exchange.getRequestHeaders().getFirst("authorization");
        asked.add(new Asked(line, authorization == null ? "" : authorization, body));
        var answer = answers.getOrDefault(
                line,
                new Answer(
                        404, "{\"title\":\"route.unknown\",\"status\":404,\"detail\":\"no such page: " + line + "\"}"));
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    List<Asked> asked() {
        return asked;
    }

    /** Runs a command against this node. */
    int run(FakeTerminal terminal, String... command) {
        var arguments = new String[command.length + 2];
        System.arraycopy(command, 0, arguments, 0, command.length);
        arguments[command.length] = "--home";
        arguments[command.length + 1] = home.toString();
        return terminal.run(arguments);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
