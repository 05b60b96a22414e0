package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.edge.minipot.Protocol;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Address;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.flow.CutOff;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Decision;

/** Real log-ins over real sockets, and what whole nodes make of them. */
final class MinipotTest {
    private static final String BOT = "127.66.0.1";
    private static final String SECRET = "zlxx.";

    @TempDir
    Path folder;

    @Test
    void aLogInAtOneOrganisationIsRefusedAtTheOther() throws Exception {
        try (var town = Town.start(folder)) {
            withPots(town.beta);
            withPots(town.acme);
            logIn(town.acme, BOT, "root", SECRET);
            town.await(() -> Town.inForce(town.beta, BOT), "beta protects itself");
            assertThat(town.acme.node.exchange().explain(Subject.parse(BOT)).basis())
                    .isEqualTo(Verdict.Basis.LOCAL);
            assertThat(town.acme.node.chronicle().about(BOT))
                    .extracting(Beat::kind)
                    .contains(Beat.Kind.FINDING, Beat.Kind.VERDICT, Beat.Kind.IN_FORCE, Beat.Kind.STATEMENT);
            assertThat(refuses(town.acme, BOT)).isTrue();
            town.await(() -> refuses(town.beta, BOT), "beta's minipot refuses it too, once the verdict is carried out");
            assertThat(town.acme.node.chronicle().recent(100)).asString().doesNotContain(SECRET);
        }
    }

    @Test
    void whatATapAndAMinipotSeeIsOneWitness() throws Exception {
        try (var town = Town.start(folder)) {
            withPots(town.beta);
            withPots(town.acme);
            logIn(town.acme, BOT, "root", SECRET);
            town.await(() -> Town.inForce(town.beta, BOT), "beta protects itself");
            var tap = town.acme.node.watch("hand-made", new Packets().guesses(BOT, Town.CAMERA, 16).stream());
            tap.join();
            assertThat(kinds(town.acme, BOT))
                    .filteredOn(Beat.Kind.FINDING::equals)
                    .hasSize(2);
            assertThat(kinds(town.acme, BOT))
                    .filteredOn(Beat.Kind.STATEMENT::equals)
                    .hasSize(1);
            assertThat(town.beta.node.exchange().reports(Subject.parse(BOT))).hasSize(1);
        }
    }

    @Test
    void anOwnDeviceThatLogsInIsCutOffAndNothingIsSaid() throws Exception {
        try (var acme = withPots(TestNode.start(folder, "acme.example"))) {
            logIn(acme, "127.0.0.9", "root", SECRET);
            assertThat(CutOff.all(acme.node.blocklists(), System.currentTimeMillis()))
                    .extracting(CutOff::device)
                    .containsExactly("127.0.0.9");
            assertThat(kinds(acme, "127.0.0.9"))
                    .contains(Beat.Kind.FINDING, Beat.Kind.QUARANTINE)
                    .doesNotContain(Beat.Kind.STATEMENT);
        }
    }

    @Test
    void anIncidentThatOnlyAMinipotSawSaysThatItHasNoPackets() throws Exception {
        try (var acme = withPots(TestNode.start(folder, "acme.example"))) {
            logIn(acme, BOT, "root", SECRET);
            var visitor = acme.visitor();
            var bearer = "Bearer " + acme.token;
            var list = visitor.get("/api/v1/incidents", "authorization", bearer).body();
            var incident = Json.parse(list).at("/incidents/0");
            assertThat(incident.path("actor").asString("")).isEqualTo(BOT);
            assertThat(incident.path("tapped").asBoolean(true)).isFalse();
            var packets = "/api/v1/incidents/" + incident.path("id").asString("") + "/packets";
            assertThat(visitor.get(packets, "authorization", bearer).body())
                    .contains("only minipots saw this incident");
        }
    }

    @Test
    void whoIsProtectedIsToldOfAndNeitherBlockedNorAccused() throws Exception {
        try (var acme = withPots(TestNode.start(folder, "acme.example"))) {
            logIn(acme, "127.66.9.9", "root", SECRET);
            assertThat(kinds(acme, "127.66.9.9")).containsExactly(Beat.Kind.FINDING);
            assertThat(acme.node.blocklists().decide(Address.parse("127.66.9.9")))
                    .isEqualTo(Decision.permit());
        }
    }

    @Test
    void aMachineThatTriesItsOwnMinipotIsNotCutOff() throws Exception {
        try (var acme = withPots(TestNode.start(folder, "acme.example"))) {
            logIn(acme, "127.0.0.1", "root", SECRET);
            assertThat(kinds(acme, "127.0.0.1")).isEmpty();
            assertThat(acme.node.blocklists().decide(Address.parse("127.0.0.1")))
                    .isEqualTo(Decision.permit());
        }
    }

    /** The attacker has a web hook of somebody else's fetch {@code http://u1:p1@pot/}, then u2, u3, and the same by FTP. */
    @Test
    void aServerThatFetchesUrlsForOthersIsToldOfAndNeitherBlockedNorAccused() throws Exception {
        try (var acme = withPots(TestNode.start(folder, "acme.example"))) {
            for (int i = 0; i < 9; i++) {
                fetchByHttp(acme, "u" + i + ":p" + i);
                fetchByFtp(acme, "u" + i, "p" + i);
            }
            assertThat(kinds(acme, BOT)).isNotEmpty().containsOnly(Beat.Kind.FINDING);
            assertThat(acme.node.chronicle().about(BOT).getFirst().text()).contains("told only");
            assertThat(acme.node.exchange().reports(Subject.parse(BOT))).isEmpty();
            assertThat(acme.node.blocklists().decide(Address.parse(BOT))).isEqualTo(Decision.permit());
        }
    }

    @Test
    void anOwnServerThatFetchesUrlsIsNotCutOff() throws Exception {
        try (var acme = withPots(TestNode.start(folder, "acme.example"))) {
            for (int i = 0; i < 4; i++) {
                fetchByHttp(acme, "127.0.0.9", "u" + i + ":p" + i);
            }
            assertThat(kinds(acme, "127.0.0.9")).containsExactly(Beat.Kind.FINDING);
            assertThat(CutOff.all(acme.node.blocklists(), System.currentTimeMillis()))
                    .isEmpty();
        }
    }

    @Test
    void aRestartLeavesTheDoorShut() throws Exception {
        try (var acme = withPots(TestNode.start(folder, "acme.example"))) {
            logIn(acme, BOT, "root", SECRET);
            acme.stop();
            acme.go();
            assertThat(Town.inForce(acme, BOT)).isTrue();
            assertThat(refuses(acme, BOT)).isTrue();
        }
    }

    /** Attackers live in 127.66.0.0/21; the rest of 127.66.0.0/16 is outside too, and stays on the veto list. */
    private static TestNode withPots(TestNode node) throws IOException {
        node.stop();
        var before = Files.readString(node.home.settings());
        var outside = "outside: [\"" + TestNode.OUTSIDE + "\"";
        Files.writeString(
                node.home.settings(),
                before.replace("exchange: { " + outside, "exchange: { " + outside + ", \"127.66.0.0/21\"")
                                .replace("detection: { " + outside, "detection: { " + outside + ", \"127.66.0.0/16\"")
                        + "edge: { minipot: { telnet: \"127.0.0.1:0\", http: \"127.0.0.1:0\", ftp: \"127.0.0.1:0\" } }\n");
        node.go();
        return node;
    }

    /** Through to the refusal, by which the finding has been acted upon. */
    private static void logIn(TestNode at, String from, String user, String secret) throws IOException {
        try (var bot = connect(at, from, Protocol.TELNET)) {
            hear(bot, "login: ");
            say(bot, user);
            hear(bot, "Password: ");
            say(bot, secret);
            hear(bot, "Login incorrect\r\n");
        }
    }

    private static void fetchByHttp(TestNode at, String pair) throws IOException {
        fetchByHttp(at, BOT, pair);
    }

    private static void fetchByHttp(TestNode at, String from, String pair) throws IOException {
        var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        try (var hook = connect(at, from, Protocol.HTTP)) {
            say(
                    hook,
                    "GET / HTTP/1.1\r\nHost: 192.0.2.1\r\nUser-Agent: curl/8\r\nAuthorization: Basic " + basic
                            + "\r\n");
            hear(hook, "</html>");
        }
    }

    private static void fetchByFtp(TestNode at, String user, String secret) throws IOException {
        try (var hook = connect(at, BOT, Protocol.FTP)) {
            hear(hook, "ready.\r\n");
            say(hook, "USER " + user);
            hear(hook, "required.\r\n");
            say(hook, "PASS " + secret);
            hear(hook, "incorrect.\r\n");
        }
    }

    private static boolean refuses(TestNode at, String from) {
        try (var socket = connect(at, from, Protocol.TELNET)) {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static Socket connect(TestNode at, String from, Protocol protocol) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(Address.parse(from).toInet(), 0));
        socket.setSoTimeout(20_000);
        int port = Objects.requireNonNull(at.node.minipots().get(protocol));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void hear(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) c);
        }
    }

    private static List<Beat.Kind> kinds(TestNode at, String subject) {
        return at.node.chronicle().about(subject).stream().map(Beat::kind).toList();
    }
}
