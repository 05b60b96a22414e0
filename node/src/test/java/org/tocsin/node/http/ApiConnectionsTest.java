package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.tls.ApiTls;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.town.Visitor;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Admission;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;

/** Connections that ask for nothing, before console and API. */
@Timeout(60)
final class ApiConnectionsTest {
    private static final String ATTACKER = "127.0.0.2";
    private static final Duration LONG = Duration.ofMinutes(10);
    /** Long enough for a handshake on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final int PLACES = 8;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Semaphore news = new Semaphore(1);

    @AfterEach
    void close() throws Exception {
        for (var one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void silentConnectionsOfOneSourceDoNotShutTheConsole() throws Exception {
        var listener = listener(new Admission.Limits(PLACES, PLACES / 2, LONG, LONG));
        for (int i = 0; i < 3 * PLACES; i++) {
            connect(listener);
        }
        assertThat(visitor(listener).get("/api/v1/health").statusCode()).isEqualTo(200);
    }

    @Test
    void silentConnectionsThatHoldEveryPlaceAreGoneAfterTheDeadline() throws Exception {
        var listener = listener(new Admission.Limits(PLACES, PLACES, SHORT, LONG));
        var silent = new ArrayList<Socket>();
        for (int i = 0; i < PLACES; i++) {
            silent.add(connect(listener));
        }
        for (var one : silent) {
            assertThat(ended(one)).isTrue();
        }
        assertThat(visitor(listener).get("/api/v1/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aLiveViewOutlivesManyDeadlinesWithoutAWordOfItsReader() throws Exception {
        var listener = listener(new Admission.Limits(PLACES, PLACES, SHORT, SHORT));
        var stream = visitor(listener).open("/events");
        try (var reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 3; i++) {
                assertThat(reader.readLine()).isEqualTo("event: news");
                assertThat(reader.readLine()).isEqualTo("data: x");
                assertThat(reader.readLine()).isEmpty();
                assertThat(ended(connect(listener))).isTrue();
                news.release();
            }
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private Socket connect(ApiListener listener) throws IOException {
        var socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), listener.port(), InetAddress.ofLiteral(ATTACKER), 0);
        opened.add(socket);
        return socket;
    }

    private ApiListener listener(Admission.Limits limits) {
        var identity = new Certificates(Clock.system(), Entropy.system()).selfSigned("acme", List.of("127.0.0.1"));
        var events = Route.get(
                "/events",
                Permission.NONE,
                _ -> new Response.Events(sink -> {
                    while (true) {
                        news.acquire();
                        sink.send("news", "x");
                    }
                }));
        var listener = new ApiListener(
                "127.0.0.1",
                0,
                new ApiTls(new TlsKeys(identity), Entropy.system()),
                Router.starting(List.of(events), problem -> Response.text(problem.code())),
                limits);
        opened.add(listener);
        return listener;
    }

    private static Visitor visitor(ApiListener listener) {
        return new Visitor("https://127.0.0.1:" + listener.port());
    }
}
