package org.tocsin.edge.minipot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.policy.Blocklists;

/** Minipots on loopback, and visitors from all over it. */
public final class PotWorld implements AutoCloseable {
    final Blocklists blocklists = new Blocklists(Clock.system(), Entropy.system());
    final LinkedBlockingQueue<MinipotLogin> logins = new LinkedBlockingQueue<>();
    final Map<String, Long> counted = new ConcurrentHashMap<>();
    public final Minipots pots;

    public PotWorld() {
        this(new MinipotSettings(
                "127.0.0.1:0",
                "127.0.0.1:0",
                "127.0.0.1:0",
                "127.0.0.1:0",
                "127.0.0.1:0",
                64,
                4,
                120,
                4_096,
                Duration.ofSeconds(30)));
    }

    PotWorld(MinipotSettings settings) {
        this(settings, null);
    }

    PotWorld(MinipotSettings settings, @org.jspecify.annotations.Nullable MinipotEvents events) {
        this(settings, events, Clock.system());
    }

    PotWorld(MinipotSettings settings, @org.jspecify.annotations.Nullable MinipotEvents events, Clock clock) {
        var meter = new Meter() {
            @Override
            public void count(String name, long delta) {
                counted.merge(name, delta, Long::sum);
            }

            @Override
            public void gauge(String name, double value) {}
        };
        pots = Minipots.start(
                settings, blocklists, clock, Entropy.system(), meter, events == null ? logins::add : events);
    }

    /** A visitor at the door. */
    public Socket visit(Protocol protocol, String from) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.setSoTimeout(10_000);
        int port = Objects.requireNonNull(pots.ports().get(protocol));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        return socket;
    }

    /** Whether a visitor is turned away, perhaps before it knows that it was connected. */
    boolean refuses(Protocol protocol, String from) {
        try (var socket = visit(protocol, from)) {
            return ends(socket);
        } catch (IOException reset) {
            return true;
        }
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads until it ends so; what was read. */
    static String hear(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) c);
        }
        return text.toString();
    }

    /** Whether the other side has closed or reset it. */
    static boolean ends(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what was on its way
            }
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Tries one log-in by telnet to its refusal. */
    void telnet(String from, String user, String secret) throws IOException {
        try (var bot = visit(Protocol.TELNET, from)) {
            hear(bot, "login: ");
            say(bot, user + "\r\n");
            hear(bot, "Password: ");
            say(bot, secret + "\r\n");
            hear(bot, "Login incorrect\r\n");
        }
    }

    MinipotLogin next() throws InterruptedException {
        var login = logins.poll(10, TimeUnit.SECONDS);
        if (login == null) {
            throw new AssertionError("nothing was told within 10 s");
        }
        return login;
    }

    long count(String name) {
        return counted.getOrDefault("tocsin_minipot_" + name + "_total", 0L);
    }

    void await(BooleanSupplier what) {
        var end = Instant.now().plusSeconds(20);
        while (!what.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not come about; " + counted);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        pots.close();
    }
}
