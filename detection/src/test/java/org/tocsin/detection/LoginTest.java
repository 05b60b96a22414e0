package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

final class LoginTest {
    private static final String LOADER = "203.0.113.9";

    @Test
    void aFactoryLogInFromOutsideIsTheLoadersAndProven() {
        var scene = new Scene();
        var call = scene.connection(LOADER, CAM, 23).open().answer("login: ");
        attempt(call, "admin", "letmein", false);
        attempt(call, "root", "hunter2", false);
        attempt(call, "root", "xc3511", true);
        var findings = scene.watch();
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.kind()).isEqualTo(Kind.FACTORY_CREDENTIALS);
        assertThat(finding.device()).isEqualTo("02:00:00:00:00:14");
        assertThat(finding.role()).isEqualTo(new Role.Inbound(Address.parse(LOADER), true));
        assertThat(finding.peers()).containsExactly(Address.parse(LOADER));
        assertThat(finding.observed()).contains("'root' logged in at try 3");
    }

    @Test
    void whoLogsInAndWhoLetsInAreToldApartWhereBothAreOurs() {
        var scene = new Scene();
        attempt(scene.connection(HUB, CAM, 23).open().answer("login: "), "root", "xc3511", true);
        var finding = scene.watch().getFirst();
        assertThat(finding.device()).isEqualTo("02:00:00:00:00:14");
        assertThat(finding.address()).isEqualTo(Address.parse(CAM));
        assertThat(finding.role()).isEqualTo(new Role.OwnDevice("02:00:00:00:00:1e", Address.parse(HUB)));
    }

    @Test
    void onlyADeviceOfOursThatWasSeenToLetInIsToldAsBrokenInto() {
        assertThat(letIn(LOADER, CAM, true)).isTrue();
        assertThat(letIn(HUB, CAM, true)).as("among our own").isTrue();
        assertThat(letIn(LOADER, CAM, false)).as("nobody saw the answer").isFalse();
        assertThat(letIn(CAM, LOADER, true)).as("the host is none of ours").isFalse();
    }

    private static boolean letIn(String from, String to, boolean answered) {
        var scene = new Scene();
        var call = scene.connection(from, to, 23).open().answer("login: ");
        if (answered) {
            attempt(call, "root", "xc3511", true);
        } else {
            call.ask("root\r\n").answer("Password: ").ask("xc3511\r\n");
        }
        return scene.watch().getFirst().evidence().letIn();
    }

    @Test
    void aSecretIsNeverShown() {
        var scene = new Scene();
        attempt(scene.connection(LOADER, CAM, 23).open().answer("login: "), "root", "xc3511", true);
        assertThat(scene.watch()).hasSize(1).noneMatch(f -> f.toString().contains("xc3511"));
    }

    @Test
    void aLogInWithAnUnlistedSecretIsNoFinding() {
        var scene = new Scene();
        attempt(scene.connection(HUB, CAM, 23).open().answer("login: "), "root", "correct horse", true);
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aForgedHandshakeProvesNoLogIn() {
        var scene = new Scene();
        var call = scene.connection(LOADER, CAM, 23);
        call.syn().synAck();
        call.clientNext += 1;
        call.serverNext += 1;
        call.answer("login: ");
        call.serverNext += 4711;
        call.ask("root\r\n").ask("xc3511\r\n");
        call.serverNext -= 4711;
        call.answer("\r\n# ");
        assertThat(scene.watch()).isEmpty();
    }

    /** Whoever has a server fetch {@code ftp://admin:admin@...} chooses the pair: told, as by HTTP. */
    @Test
    void aFactoryLogInByFtpIsToldAndBlamesNobody() {
        var scene = new Scene();
        scene.connection(LOADER, CAM, 21)
                .open()
                .answer("220 (camera)\r\n")
                .ask("USER admin\r\n")
                .answer("331 Password required.\r\n")
                .ask("PASS admin\r\n")
                .answer("230 Logged in.\r\n")
                .close();
        assertThat(scene.watch()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.FACTORY_CREDENTIALS);
            assertThat(finding.confidence()).isEqualTo(0.5);
        });
    }

    @Test
    void aFactoryLogInByMqttIsFound() {
        var scene = new Scene();
        scene.connection(LOADER, CAM, 1883)
                .open()
                .ask(connect("admin", "admin"))
                .answer(" \2\0\0")
                .close();
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    /** Clients of MQTT bring the pair that they were set up with: a bad one, but no attack. Who guessed before has no such excuse. */
    @Test
    void anMqttDeviceWithABadPairIsToldAndAGuesserIsAccused() {
        var device = new Scene();
        device.connection(LOADER, CAM, 1883)
                .open()
                .ask(connect("admin", "admin"))
                .answer(" \2\0\0")
                .close();
        assertThat(device.watch()).extracting(Finding::confidence).containsExactly(0.5);
        var guesser = new Scene();
        guesser.connection(LOADER, CAM, 1883)
                .open()
                .ask(connect("root", "xc3511"))
                .answer(" \2\0\5")
                .close();
        guesser.connection(LOADER, CAM, 1883)
                .open()
                .ask(connect("admin", "admin"))
                .answer(" \2\0\0")
                .close();
        assertThat(guesser.watch()).extracting(Finding::confidence).containsExactly(0.97);
    }

    /** Web hooks and link previews fetch what strangers name to them. */
    @Test
    void logInsThatAnybodyMayHaveHadFetchedAreToldAndAccuseNobody() {
        var scene = new Scene();
        for (int i = 0; i < 8; i++) {
            var pair = Base64.getEncoder().encodeToString(("u" + i + ":p" + i).getBytes(StandardCharsets.UTF_8));
            fetch(scene, pair, "401 Unauthorized");
        }
        fetch(scene, Base64.getEncoder().encodeToString("admin:12345".getBytes(StandardCharsets.UTF_8)), "200 OK");
        assertThat(scene.watch())
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.confidence()).isEqualTo(0.5))
                .extracting(Finding::kind)
                .contains(Kind.BRUTE_FORCE, Kind.FACTORY_CREDENTIALS);
    }

    private static void fetch(Scene scene, String pair, String answer) {
        scene.connection(LOADER, CAM, 80)
                .open()
                .ask("GET / HTTP/1.1\r\nUser-Agent: hook\r\nAuthorization: Basic " + pair + "\r\n\r\n")
                .answer("HTTP/1.1 " + answer + "\r\n\r\n")
                .close();
    }

    /** A broker that starts refuses its own devices for a moment; a month-old refusal is nobody's. */
    @Test
    void anMqttDeviceThatWasRefusedWithItsOnePairIsNoGuesser() {
        var scene = new Scene();
        mqtt(scene, "admin", "admin", "\5");
        mqtt(scene, "admin", "admin", "\0");
        assertThat(scene.watch()).extracting(Finding::confidence).containsExactly(0.5);
        var later = new Scene();
        mqtt(later, "admin", "another", "\5");
        later.pass(30L * 24 * 3_600_000);
        mqtt(later, "admin", "admin", "\0");
        assertThat(later.watch()).extracting(Finding::confidence).containsExactly(0.5);
    }

    @Test
    void aHarmlessLogInHidesNoGuesserBehindIt() {
        var scene = new Scene();
        mqtt(scene, "admin", "admin", "\0");
        mqtt(scene, "root", "xc3511", "\5");
        mqtt(scene, "admin", "admin", "\0");
        assertThat(scene.watch()).extracting(Finding::confidence).containsExactly(0.5, 0.97);
    }

    private static void mqtt(Scene scene, String user, String secret, String code) {
        scene.connection(LOADER, CAM, 1883)
                .open()
                .ask(connect(user, secret))
                .answer(" \2\0" + code)
                .close();
    }

    @Test
    void aFactoryLogInByHttpIsFoundOnceHoweverOftenItIsUsed() {
        var scene = new Scene();
        var basic = Base64.getEncoder().encodeToString("admin:12345".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 5; i++) {
            scene.connection(HUB, CAM, 80)
                    .open()
                    .ask("GET / HTTP/1.1\r\nAuthorization: Basic " + basic + "\r\n\r\n")
                    .answer("HTTP/1.1 200 OK\r\n\r\n")
                    .close();
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    @Test
    void theMakersAppThatSetsADeviceUpIsNoFinding() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        post(scene);
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aFactoryPairThatSurvivesTheSetUpIsFound() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443).pass(2 * 3_600_000);
        post(scene);
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
    }

    @Test
    void aFactoryAttemptWithoutAnAnswerIsFoundWithDoubt() {
        var scene = new Scene();
        scene.connection(LOADER, CAM, 1883).open().ask(connect("admin", "admin"));
        var findings = scene.watch();
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.FACTORY_CREDENTIALS);
        assertThat(findings.getFirst().confidence()).isLessThan(0.7);
    }

    @Test
    void fiveDifferentRefusedPairsAreBruteForce() {
        var scene = new Scene();
        for (int i = 0; i < 5; i++) {
            scene.connection(LOADER, CAM, 1883)
                    .open()
                    .ask(connect("admin", "guess" + i))
                    .answer(" \2\0\5")
                    .close()
                    .pass(30_000);
        }
        var findings = scene.watch();
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.BRUTE_FORCE);
        assertThat(findings.getFirst().role()).isEqualTo(new Role.Inbound(Address.parse(LOADER), true));
        assertThat(findings.getFirst().ports()).containsExactly(1883);
    }

    @Test
    void aClientThatIsSetUpWronglyIsNoBruteForce() {
        var scene = new Scene();
        for (int i = 0; i < 60; i++) {
            scene.connection(CAM, HUB, 1883)
                    .open()
                    .ask(connect("cam", "old secret"))
                    .answer(" \2\0\5")
                    .close()
                    .pass(10_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void manyShortConnectionsNeedNoDecodingToBeBruteForce() {
        var scene = new Scene();
        for (int i = 0; i < 20; i++) {
            scene.connection(LOADER, CAM, 9999)
                    .open()
                    .answer("?")
                    .ask("guess " + i)
                    .answer("no")
                    .close()
                    .pass(50 + i % 7 * 40);
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.BRUTE_FORCE);
    }

    @Test
    void pollingOnAClockIsNoBruteForce() {
        var scene = new Scene();
        for (int i = 0; i < 120; i++) {
            scene.connection(CAM, HUB, 502)
                    .open()
                    .ask("read")
                    .answer("12")
                    .close()
                    .pass(1000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void anAppThatPollsByHttpIsNoBruteForce() {
        var scene = new Scene();
        for (int i = 0; i < 150; i++) {
            scene.connection(CAM, HUB, 80)
                    .open()
                    .ask("GET /api HTTP/1.1\r\n\r\n")
                    .answer("HTTP/1.1 200 OK\r\n\r\n")
                    .close();
        }
        assertThat(scene.watch()).isEmpty();
    }

    private static void attempt(Scene.Connection call, String user, String secret, boolean accepted) {
        call.ask(user + "\r\n").answer("Password: ").ask(secret + "\r\n");
        call.answer(accepted ? "\r\n# " : "\r\nLogin incorrect\r\nlogin: ");
    }

    private static void post(Scene scene) {
        scene.connection(HUB, CAM, 10_000)
                .open()
                .ask("POST /api HTTP/1.1\r\nAuthorization: Basic YWRtaW46MTIzNA==\r\n\r\n")
                .answer("HTTP/1.1 200 OK\r\n\r\n")
                .close();
    }

    private static String connect(String user, String secret) {
        var body = "\0\4MQTT\4\u00c2\0<\0\2id\0" + (char) user.length() + user + "\0" + (char) secret.length() + secret;
        return "\u0010" + (char) body.length() + body;
    }
}
