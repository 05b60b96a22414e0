package org.tocsin.federation.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.tls.PeerTls;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.federation.follow.Wire;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.platform.http.Admission;

/** Connections that cost their maker nothing must not cost the peers their places. */
@Timeout(60)
final class SilentConnectionsTest {
    private static final String ATTACKER = "127.0.0.2";
    private static final Duration LONG = Duration.ofMinutes(10);
    /** Long enough for a handshake on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final int PLACES = 8;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void silentConnectionsOfOneSourceDoNotKeepAPeerOut() throws Exception {
        var listener = listener(new Admission.Limits(PLACES, PLACES / 2, LONG, LONG));
        for (int i = 0; i < 3 * PLACES; i++) {
            connect(listener);
        }
        assertThat(dialler().descriptor(url(listener)).descriptor()).isEqualTo(Bytes.hex("010203"));
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
        assertThat(dialler().descriptor(url(listener)).descriptor()).isEqualTo(Bytes.hex("010203"));
    }

    @Test
    void aByteNowAndThenInPlaceOfAHandshakeGainsNoTime() throws Exception {
        var slow = connect(listener(new Admission.Limits(PLACES, PLACES, SHORT, LONG)));
        assertThatThrownBy(() -> {
                    slow.getOutputStream().write(new byte[] {0x16, 3, 1, 0x3f, 0});
                    while (true) {
                        slow.getOutputStream().write(0);
                        Thread.sleep(SHORT.dividedBy(8));
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    @Test
    void aSessionOutlivesTheSilentOnesAroundIt() throws Exception {
        var listener = listener(new Admission.Limits(PLACES, PLACES, SHORT, SHORT));
        try (var wire = dialler().follow(url(listener))) {
            assertThat(wire.receive(1_000)).isEqualTo(new Frame.Heartbeat(0));
            for (int i = 1; i <= 2; i++) {
                assertThat(ended(connect(listener))).isTrue();
                wire.send(FrameEncoder.encode(new Frame.Heartbeat(i)));
                assertThat(wire.receive(1_000)).isEqualTo(new Frame.Heartbeat(i));
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

    private Socket connect(PeerListener listener) throws IOException {
        var socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), listener.port(), InetAddress.ofLiteral(ATTACKER), 0);
        opened.add(socket);
        return socket;
    }

    private PeerListener listener(Admission.Limits limits) {
        var listener = new PeerListener("127.0.0.1", 0, tls("acme"), new Echo(), limits);
        opened.add(listener);
        return listener;
    }

    private PeerDialler dialler() {
        var dialler = new PeerDialler(tls("beta"));
        opened.add(dialler);
        return dialler;
    }

    private static String url(PeerListener listener) {
        return "https://127.0.0.1:" + listener.port();
    }

    private static PeerTls tls(String name) {
        var identity = new Certificates(Clock.system(), Entropy.system()).selfSigned(name, List.of("127.0.0.1"));
        return new PeerTls(new TlsKeys(identity), Entropy.system());
    }

    /** Sends a heartbeat, then every frame back. */
    private static final class Echo implements PeerRoutes {
        @Override
        public byte[] descriptor() {
            return new byte[] {1, 2, 3};
        }

        @Override
        public void join(Digest peerKey, byte[] body) {
            throw new IllegalStateException("nobody joins here");
        }

        @Override
        public void session(Wire wire) {
            try {
                wire.send(FrameEncoder.encode(new Frame.Heartbeat(0)));
                while (true) {
                    wire.send(FrameEncoder.encode(wire.receive(Frame.MOST_BYTES)));
                }
            } catch (IOException gone) {
                assertThat(gone).isNotNull();
            }
        }
    }
}
