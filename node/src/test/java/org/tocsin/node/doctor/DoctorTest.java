package org.tocsin.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;

/** What the doctor says of keys that others can read, or that are gone, can be done as it stands there. */
final class DoctorTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Home home;

    @BeforeEach
    void found() throws IOException {
        home = new Home(folder.resolve("home"));
        var founding = new Founding(Clock.system(), Entropy.system());
        assertThat(founding.found(home, "acme.example", List.of(), Map.of()).token())
                .isNotEmpty();
    }

    @Test
    void anUnsealFileThatTheGroupCanReadIsClosedNotRestored() throws IOException {
        var file = home.unsealFile(Map.of());
        assertThat(check("unseal").state()).isEqualTo(Check.State.GOOD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(check("unseal").state()).isEqualTo(Check.State.BAD);
        assertThat(check("unseal").cure()).isEqualTo("chmod 600 " + file);
    }

    @Test
    void aLostUnsealFileIsRestoredFromThePhrase() throws IOException {
        Files.delete(home.unsealFile(Map.of()));
        assertThat(check("unseal").cure()).startsWith("restore it: tocsin node unseal --home " + home.folder());
    }

    @Test
    void aKeyFileThatTheGroupCanReadIsNamed() throws IOException {
        var file = home.keys().resolve("root.key");
        assertThat(check("keys").state()).isEqualTo(Check.State.GOOD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(check("keys").what()).isEqualTo(file + " is open to others: rw-r-----");
        assertThat(check("keys").cure()).isEqualTo("chmod -R go= " + home.keys());
    }

    @Test
    void whoReadsThatAFirewallMayTakeTheFeedIsNotMisledAboutOwnDevices() throws IOException {
        assertThat(check("enforcers").cure()).contains("let a firewall take the feed");
        assertThat(check("quarantine").state()).isEqualTo(Check.State.NOTE);
        assertThat(check("quarantine").what()).endsWith("is held back by nothing here: it goes on");
        assertThat(check("quarantine").cure()).contains("at your switch", "no feed carries it");
        Files.writeString(home.settings(), "edge.kernel.enforce: true\n");
        assertThat(check("quarantine").state()).isEqualTo(Check.State.GOOD);
    }

    @Test
    void aPortThatSomebodyElseHasIsNotGood() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            Files.writeString(
                    home.settings(),
                    "api.listen: 127.0.0.1:0\nfederation.listen: 127.0.0.1:0\nedge.minipot: {telnet: '127.0.0.1:" + port
                            + "', ssh: '127.0.0.1:0'}\n");
            assertThat(wouldDo("ports").state()).isEqualTo(Check.State.BAD);
            assertThat(wouldDo("ports").what())
                    .startsWith("a node could not listen at 127.0.0.1:" + port + " (edge.minipot.telnet): ");
            assertThat(wouldDo("ports").cure()).contains("ss -ltnp 'sport = :" + port + "'");
            assertThat(wouldDo("minipots").what()).isEqualTo("a node would refuse log-ins: ssh at 127.0.0.1:0");
        }
    }

    private Check wouldDo(String name) {
        return named(name, new Doctor(home, Map.of(), Clock.system()).wouldDo());
    }

    private Check check(String name) {
        return named(name, new Doctor(home, Map.of(), Clock.system()).examine());
    }

    private static Check named(String name, List<Check> checks) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() throws IOException {
        int port;
        try (var broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = broker.getLocalPort();
            upstream("127.0.0.1", port);
            assertThat(check("broker").state()).isEqualTo(Check.State.GOOD);
        }
        assertThat(check("broker").state()).isEqualTo(Check.State.BAD);
        assertThat(check("broker").what()).contains("127.0.0.1:" + port + " does not answer");
        upstream("nosuch.invalid", 1883);
        assertThat(check("broker").what()).contains("nosuch.invalid is not known to the resolver");
    }

    private void upstream(String host, int port) throws IOException {
        var yaml = "edge.mqtt: {clientCa: ca.pem, upstream: {host: %s, port: %d}}\n".formatted(host, port);
        Files.writeString(home.settings(), yaml);
    }
}
