package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.kernel.Digest;

final class NodeCommandsTest {
    private static final String ID = "indicator--6f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FakeNode node;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        node = new FakeNode(folder.resolve("node"));
        teach(node, false);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static void teach(FakeNode node, boolean hostile) {
        answer(node, hostile, "GET /api/v1/peers", Answers.PEERS);
        for (var verb : new String[] {"pause", "resume", "declare"}) {
            answer(node, hostile, "POST /api/v1/peers/beta.example/" + verb, Answers.BETA);
        }
        answer(node, hostile, "POST /api/v1/peers/beta.example/remove", "{\"removed\":true}");
        answer(node, hostile, "POST /api/v1/peers/" + "ab".repeat(32) + "/accept", Answers.BETA);
        answer(node, hostile, "POST /api/v1/peers/join", Answers.BETA);
        answer(
                node,
                hostile,
                "POST /api/v1/peers/invite",
                "{\"token\":\"tocsin1.abc\",\"expires\":\"2026-03-02T12:00:00Z\",\"fingerprint\":\"jbsw-y3dp\"}");
        answer(node, hostile, "GET /api/v1/peers/invitations", Answers.INVITATIONS);
        answer(node, hostile, "POST /api/v1/peers/invitations/6f0c8e1e7d1b5c0a/revoke", "{\"revoked\":true}");
        answer(node, hostile, "GET /api/v1/verdicts", Answers.VERDICTS);
        answer(node, hostile, "GET /api/v1/verdicts/198.51.100.7", Answers.EXPLAINED);
        answer(node, hostile, "POST /api/v1/verdicts/198.51.100.7/allow?for=7d", Answers.VERDICT);
        answer(node, hostile, "POST /api/v1/verdicts/198.51.100.7/disallow", Answers.VERDICT);
        answer(node, hostile, "POST /api/v1/imports/drop?action=block&for=1d", Answers.IMPORTED);
        answer(node, hostile, "POST /api/v1/intel/" + ID + "/retract", "{\"id\":\"" + ID + "\"}");
        answer(node, hostile, "GET /api/v1/intel/held", Answers.HELD);
        answer(
                node,
                hostile,
                "POST /api/v1/intel/held/" + ID + "/release?reporter=" + "6f0c".repeat(16),
                "{\"id\":\"" + ID + "\"}");
        answer(node, hostile, "GET /api/v1/findings", Answers.FINDINGS);
        answer(node, hostile, "GET /api/v1/incidents", Answers.INCIDENTS);
        answer(node, hostile, "GET /api/v1/incidents/1kqf0pd42-7k3m9", Answers.STORY);
        answer(node, hostile, "POST /api/v1/incidents/1kqf0pd42-7k3m9/feedback", Answers.JUDGED);
        answer(node, hostile, "GET /api/v1/devices", Answers.DEVICES);
        answer(node, hostile, "GET /api/v1/devices/02%3A00%3A00%3A00%3A00%3A14", Answers.DEVICE);
        answer(node, hostile, "POST /api/v1/devices/02%3A00%3A00%3A00%3A00%3A14/release", "{\"released\":true}");
        answer(node, hostile, "GET /api/v1/listens", "{\"listens\":[]}");
        answer(node, hostile, "GET /api/v1/quarantines", Answers.QUARANTINES);
        answer(node, hostile, "GET /api/v1/imports", Answers.IMPORTS);
        answer(node, hostile, "POST /api/v1/imports/drop/remove", "{\"removed\":true}");
        answer(node, hostile, "GET /api/v1/tokens", Answers.TOKENS);
        answer(node, hostile, "POST /api/v1/tokens/firewall/revoke", "{\"revoked\":true}");
        answer(node, hostile, "POST /api/v1/tokens", "{\"token\":\"tocsin_new\"}");
    }

    private static void answer(FakeNode node, boolean hostile, String line, String json) {
        node.answers(line, hostile ? Answers.hostile(json) : json);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                        "peer ls",
                        "peer invite",
                        "peer invitations",
                        "peer uninvite 6f0c8e1e7d1b5c0a",
                        "peer join tocsin1.abc",
                        "peer accept mfzw --yes",
                        "peer pause beta.example",
                        "peer resume beta.example",
                        "peer remove beta.example --yes",
                        "peer declare beta.example --group acme --full-trust",
                        "verdict ls",
                        "verdict explain 198.51.100.7",
                        "verdict allow 198.51.100.7",
                        "verdict disallow 198.51.100.7",
                        "intel import drop LIST",
                        "intel retract " + ID,
                        "intel ls",
                        "intel rm drop",
                        "token ls",
                        "token revoke firewall",
                        "intel held",
                        "intel release 6f0c " + ID,
                        "finding ls",
                        "incident ls",
                        "incident show 1kqf0pd42-7k3m9",
                        "incident feedback 1kqf0pd42-7k3m9 benign --for 30d --port 161",
                        "device ls",
                        "device ls --quarantined",
                        "device show 02:00:00:00:00:14",
                        "device release 02:00:00:00:00:14",
                        "token create firewall --role feed")
                .map(Arguments::of);
    }

    private String[] words(String command) throws IOException {
        var list = Files.writeString(folder.resolve("list"), "198.51.100.7\n10.0.0.1\nnonsense\n");
        return Stream.of(command.split(" ", -1))
                .map(w -> w.equals("LIST") ? list.toString() : w)
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandShowsTheTokenOfTheHomeAndIsUnderstood(String command) throws IOException {
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, words(command))).as(fake.err()).isEqualTo(Exit.DONE);
        assertThat(fake.out()).isNotBlank();
        assertThat(node.asked()).allMatch(a -> a.authorization().equals("Bearer " + FakeNode.TOKEN));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void textOfAHostileMemberMovesNoCursor(String command) throws IOException {
        teach(node, true);
        for (var json : new boolean[] {false, true}) {
            var fake = FakeTerminal.pipe();
            var words = Stream.concat(Stream.of(words(command)), json ? Stream.of("--json") : Stream.empty())
                    .toArray(String[]::new);
            node.run(fake, words);
            assertThat(fake.out() + fake.err())
                    .isNotBlank()
                    .matches(text -> text.chars().noneMatch(NodeCommandsTest::moves), "moves no cursor");
        }
    }

    private static boolean moves(int c) {
        return c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    @ParameterizedTest
    @CsvSource({"80, true, 80", "120, true, 120", "80, false, pipe"})
    void listsAreAsTheyWere(int width, boolean colours, String golden) throws IOException {
        var fake = new FakeTerminal(width, colours);
        for (var command : new String[] {
            "peer ls",
            "verdict ls",
            "verdict explain 198.51.100.7",
            "finding ls",
            "intel held",
            "intel import drop LIST"
        }) {
            fake.terminal.out().println("$ tocsin " + command);
            node.run(fake, words(command));
        }
        Golden.check("node-" + golden + ".txt", fake.out());
    }

    @ParameterizedTest
    @CsvSource({"60", "80", "120"})
    void noRowIsWiderThanTheTerminal(int width) throws IOException {
        for (var command : new String[] {"peer ls", "verdict ls", "finding ls", "incident ls", "intel held"}) {
            var fake = new FakeTerminal(width, false);
            node.run(fake, words(command));
            assertThat(fake.out().lines().toList()).as(command).allMatch(l -> l.length() <= Math.max(width, 76));
        }
    }

    @ParameterizedTest
    @CsvSource({"40", "80", "120"})
    void fingerprintsAndAddressesAreNeverCut(int width) {
        var address = "2001:0db8:85a3:1111:2222:8a2e:0370:7334";
        node.answers("GET /api/v1/devices", Answers.DEVICES.replace("192.168.1.20", address));
        var fake = new FakeTerminal(width, false);
        node.run(fake, "device", "ls");
        assertThat(fake.out()).contains(address).contains("02:00:00:00:00:14");
        node.run(fake, "peer", "ls");
        assertThat(fake.out())
                .contains("mfzw-42lt-nbqw-e2dp-o5xh-i3lf-onuw-4zdp")
                .contains("nbsw-y3dp-5rzx-oylm-ob2g-c43u-mvzc-a5dp")
                .contains("oz2w-6yto-pezd-gnrx-ha4t-qmbr-gi3t-kmzy");
    }

    @Test
    void whoHasNotAcceptedUsYetIsPendingAndNotAway() {
        var waiting = Answers.BETA
                .replace("\"connected\":true", "\"connected\":false")
                .replace(
                        "\"problem\":\"\"",
                        "\"problem\":\"the peer closed: peer.pending: a person here must still accept you\"");
        node.answers("GET /api/v1/peers", Answers.PEERS.replace(Answers.BETA, waiting));
        node.answers(
                "POST /api/v1/peers/join",
                waiting.replace("the peer closed: peer.pending: a person here must", "dialling"));
        var list = FakeTerminal.pipe();
        node.run(list, "peer", "ls");
        assertThat(list.out().lines().filter(line -> line.startsWith("beta.example")))
                .singleElement()
                .asString()
                .contains("~ pending")
                .doesNotContain("away");
        assertThat(list.out()).contains("they have not accepted you yet");
        var joined = FakeTerminal.pipe();
        node.run(joined, "peer", "join", "tocsin1.abc");
        assertThat(joined.out()).startsWith("~ pending  beta.example");
    }

    @Test
    void namesOfTheJsonAreTheNodes() throws IOException {
        var fake = FakeTerminal.pipe();
        node.run(fake, "peer", "ls", "--json");
        assertThat(fake.out().lines()).hasSize(3).first().isEqualTo(Answers.BETA);
    }

    @Test
    void theTokenAloneStandsOnStandardOutput() {
        var fake = FakeTerminal.pipe();
        node.run(fake, "peer", "invite");
        assertThat(fake.out()).isEqualTo("tocsin1.abc\n");
        assertThat(fake.err()).contains("jbsw-y3dp").contains("tocsin peer join TOKEN");
    }

    @ParameterizedTest
    @CsvSource({"y, 0", "YES, 0", "n, 1", "'', 1", "yesterday, 1"})
    void nobodyIsAcceptedWithoutAClearYes(String typed, int code) {
        var fake = new FakeTerminal(80, false, ZoneOffset.UTC, typed + "\n");
        assertThat(node.run(fake, "peer", "accept", "beta.example")).isEqualTo(code);
        assertThat(fake.err()).contains("mfzw-42lt-nbqw-e2dp-o5xh-i3lf-onuw-4zdp");
        assertThat(node.asked()).hasSize(code == 0 ? 2 : 1);
    }

    @Test
    void whoIsAcceptedIsTheFingerprintThatWasShown() {
        node.run(FakeTerminal.pipe(), "peer", "accept", "beta.example", "--yes");
        assertThat(node.asked().getLast().line()).isEqualTo("POST /api/v1/peers/" + "ab".repeat(32) + "/accept");
    }

    @Test
    void aTokenFromAPipeStandsInNoListOfProcesses() {
        var fake = new FakeTerminal(80, false, ZoneOffset.UTC, "tocsin1.piped\n");
        assertThat(node.run(fake, "peer", "join", "-")).isZero();
        assertThat(node.asked().getFirst().body()).isEqualTo("{\"token\":\"tocsin1.piped\"}");
    }

    @Test
    void aUrlStaysOnePartOfThePath() {
        var line = "GET /api/v1/verdicts/http%3A%2F%2Fc2.example%2F..%2Fx%3Fy";
        node.answers(line, Answers.EXPLAINED);
        assertThat(node.run(FakeTerminal.pipe(), "verdict", "explain", "http://c2.example/../x?y"))
                .isZero();
        assertThat(node.asked()).extracting(FakeNode.Asked::line).first().isEqualTo(line);
    }

    @Test
    void anOwnDeviceThatIsCutOffIsNotExplainedAsLetIn() {
        node.answers(
                "GET /api/v1/verdicts/198.51.100.7",
                "{\"verdict\":"
                        + Answers.VERDICT.replace("fast-lane", "nothing").replace("refuse-new", "ignore")
                        + ",\"reports\":[],\"quarantine\":" + Answers.QUARANTINE + "}");
        var fake = FakeTerminal.pipe();
        node.run(fake, "verdict", "explain", "198.51.100.7");
        assertThat(fake.out().replaceAll("\\n +", " "))
                .contains("■ cut off  02:00:00:00:00:14")
                .contains("cut off until")
                .contains("Finding 17 (horizontal-scan, T1046), 2026-03-01 12:04:31 Z, decided at packet 1099")
                .contains("tocsin device release 02:00:00:00:00:14")
                .doesNotContain("let in ");
        var json = FakeTerminal.pipe();
        node.run(json, "verdict", "explain", "198.51.100.7", "--json");
        assertThat(json.out()).contains("\"quarantine\":{\"device\":\"02:00:00:00:00:14\"");
    }

    @Test
    void aDeviceThatIsNamedByItsHardwareAddressIsExplained() {
        var fake = FakeTerminal.pipe();
        node.run(fake, "verdict", "explain", "02-00-00-00-00-14");
        assertThat(fake.out())
                .contains("■ cut off  02:00:00:00:00:14 (192.168.1.20)")
                .contains("Why: horizontal-scan")
                .contains("tocsin device show 02:00:00:00:00:14");
        var free = Answers.DEVICE.replaceAll(",\"quarantine\":.*", "}");
        node.answers("GET /api/v1/devices/02%3A00%3A00%3A00%3A00%3A14", free);
        node.run(fake, "verdict", "explain", "02:00:00:00:00:14");
        assertThat(fake.out()).contains("= not cut off  02:00:00:00:00:14");
        node.run(fake, "verdict", "disallow", "02:00:00:00:00:14");
        assertThat(fake.err()).contains("tocsin: verdict.device: ").contains("tocsin device release");
    }

    @ParameterizedTest
    @CsvSource({"30m", "12h", "7d", "2w"})
    void anAllowanceIsGivenInTheUnitsThatPeopleWrite(String span) {
        node.answers("POST /api/v1/verdicts/198.51.100.7/allow?for=" + span, Answers.VERDICT);
        assertThat(node.run(FakeTerminal.pipe(), "verdict", "allow", "198.51.100.7", "--for", span))
                .isEqualTo(Exit.DONE);
        var fake = FakeTerminal.pipe();
        node.run(fake, "verdict", "allow", "198.51.100.7", "--for", "12");
        assertThat(fake.err())
                .isEqualTo(
                        "tocsin: span.text: '12' is no span of time; write a whole number and a unit: 90s, 30m, 12h, 7d or"
                                + " 2w\n");
    }

    @Test
    void aLogInAtAMinipotIsNotSaidToBeAPacket() {
        var atMinipot = Answers.QUARANTINE
                .replace("horizontal-scan", "minipot-login")
                .replace("\"packet\":1099,\"firstPacket\":1085", "\"packet\":0,\"firstPacket\":0")
                .replace("[23]", "[2323]");
        node.answers(
                "GET /api/v1/devices/02%3A00%3A00%3A00%3A00%3A14",
                Answers.DEVICE.replace(Answers.QUARANTINE, atMinipot));
        var fake = FakeTerminal.pipe();
        node.run(fake, "device", "show", "02:00:00:00:00:14");
        assertThat(fake.out().replaceAll("\\n +", " "))
                .contains("at the minipot, port 2323; it has no packet.")
                .doesNotContain("packet 0");
    }

    @Test
    void aDeviceThatIsCutOffIsShownWithItsFindingAndTheWayBack() {
        var fake = FakeTerminal.pipe();
        node.run(fake, "device", "show", "02:00:00:00:00:14");
        assertThat(fake.out().replaceAll("\\n +", " "))
                .contains("It is held back by the MQTT relay alone")
                .contains("Cut off      until 2026-03-02 12:04:31 Z")
                .contains("Why: horizontal-scan: 7 hosts in 3 s; expected at most 2.")
                .contains("Finding 17 (horizontal-scan, T1046)")
                .contains("let it back in: tocsin device release 02:00:00:00:00:14");
    }

    @Test
    void anImportedListIsNamedOnce() {
        var imported = Answers.VERDICT
                .replace("fast-lane", "imported")
                .replaceAll("\\[.*]", "[\"it stands on the imported list drop\"]");
        node.answers(
                "GET /api/v1/verdicts/198.51.100.7",
                "{\"verdict\":" + imported + ",\"reports\":[],\"imported\":\"drop\"}");
        var fake = FakeTerminal.pipe();
        node.run(fake, "verdict", "explain", "198.51.100.7");
        assertThat(fake.out().split("imported list", -1)).hasSize(2);
    }

    @Test
    void whoHasRemovedUsIsNotSimplyAway() {
        var removed = Answers.BETA
                .replace("\"connected\":true", "\"connected\":false")
                .replace(
                        "\"problem\":\"\"",
                        "\"problem\":\"the peer closed: peer.unknown: no peer\",\"refusal\":\"peer.unknown\","
                                + "\"problemSince\":\"2026-03-01T12:00:00Z\"");
        node.answers("GET /api/v1/peers", Answers.PEERS.replace(Answers.BETA, removed));
        node.answers("GET /api/v1/tap", "{\"state\":\"none\"}");
        node.answers("GET /api/v1/ledger", "{\"state\":\"signing\",\"why\":\"\"}");
        var list = FakeTerminal.pipe();
        node.run(list, "peer", "ls");
        assertThat(list.out())
                .contains("! removed us")
                .contains("refuses this node since 2026-03-01 12:00 Z")
                .contains("tocsin peer remove beta.example");
        var doctor = FakeTerminal.pipe();
        assertThat(node.run(doctor, "doctor")).isEqualTo(Exit.FOUND);
        assertThat(doctor.out()).contains("has removed this node, or began anew");
    }

    @Test
    void aPeerIsNotRemovedByATypo() {
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "peer", "remove", "beta.example")).isEqualTo(Exit.FOUND);
        assertThat(fake.err()).contains("peer.kept");
        assertThat(node.asked()).noneMatch(asked -> asked.toString().contains("remove"));
    }

    @Test
    void theDoctorAsksTheRunningNodeForItsTapAndItsLedger() {
        node.answers("GET /api/v1/ledger", "{\"state\":\"stopped\",\"why\":\"ledger.rolled-back: an old backup\"}");
        node.answers("GET /api/v1/tap", "{\"source\":\"/run/tap\",\"state\":\"reading\",\"packets\":7,\"devices\":1}");
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "doctor")).isEqualTo(Exit.FOUND);
        assertThat(fake.out()).contains("ledger.rolled-back: an old backup");
        assertThat(fake.out()).contains("reads /run/tap: 7 packets, 1 device").doesNotContain("no tap is set");
        assertThat(fake.out()).contains("gamma-manufacturing-group.example  waits for you");
    }

    @Test
    void aRefusalIsSaidInTheNodesWords() {
        node.answers(
                "GET /api/v1/peers", 403, "{\"title\":\"auth.denied\",\"status\":403,\"detail\":\"READ is needed\"}");
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "peer", "ls")).isEqualTo(Exit.FOUND);
        assertThat(fake.err()).isEqualTo("refused: auth.denied: READ is needed\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"502 | <html>bad gateway</html> | api.status", "200 | <html> | api.answer"})
    void anAnswerThatIsNoJsonEndsInNoStackTrace(int status, String body, String code) {
        node.answers("GET /api/v1/peers", status, body);
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "peer", "ls")).isEqualTo(Exit.FOUND);
        assertThat(fake.err()).startsWith("refused: " + code).hasLineCount(1);
    }

    @Test
    void aStrangerOnTheNodesPortNeverSeesTheToken() throws IOException, GeneralSecurityException {
        node.write(Digest.hash(FakeNode.identity().certificate().getEncoded()));
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "peer", "ls")).isEqualTo(Exit.FOUND);
        assertThat(fake.err()).startsWith("refused: api.certificate").doesNotContain(FakeNode.TOKEN);
        assertThat(node.asked()).isEmpty();
    }

    @Test
    void aNodeThatHasStoppedIsStartedByTheCommandThatIsShown() {
        node.close();
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "peer", "ls")).isEqualTo(Exit.MISSING);
        assertThat(fake.err()).contains("start it with: tocsin node run --home " + node.home);
    }

    @Test
    void aFolderThatIsNoHomeIsMadeOneByTheCommandThatIsShown() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("verdict", "ls", "--home", folder.resolve("empty").toString()))
                .isEqualTo(Exit.MISSING);
        assertThat(fake.err()).contains("tocsin node init --home").contains("--org YOUR.DOMAIN");
    }

    @ParameterizedTest
    @CsvSource({
        "verdict allow 198.51.100.7 --for 36x",
        "verdict allow 198.51.100.7 --for day",
        "verdict allow 02:00:00:00:00:14",
        "incident feedback 1kqf0pd42-7k3m9 benign",
        "incident feedback 1kqf0pd42-7k3m9 fine",
        "verdict explain 'not a subject'",
        "intel import drop nowhere.txt",
        "token create x --role root",
        "peer declare beta.example",
        "peer",
        "peer accpt",
    })
    void wrongUseAsksNobody(String command) {
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, command.split(" ", -1))).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err())
                .startsWith("tocsin: ")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(node.asked()).isEmpty();
    }

    @Test
    void aRetractionOfAnotherIsNotReleasedByMistake() {
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, "intel", "release", "beef", ID)).isEqualTo(Exit.FOUND);
        assertThat(fake.err()).startsWith("refused: intel.unknown");
        assertThat(node.asked()).hasSize(1);
    }

    @Test
    void everyVerbHasHelpWithTwoExamples() {
        var root = Commands.build(FakeTerminal.pipe().terminal);
        root.getSubcommands().forEach((noun, line) -> line.getSubcommands().keySet().stream()
                .filter(verb -> !verb.equals("help"))
                .forEach(verb -> {
                    var fake = FakeTerminal.pipe();
                    assertThat(fake.run(noun, verb, "--help")).isZero();
                    assertThat(fake.out()
                                    .substring(fake.out().indexOf("Examples:"))
                                    .lines()
                                    .skip(1))
                            .as(noun + " " + verb)
                            .hasSizeGreaterThanOrEqualTo(2)
                            .allMatch(example -> example.startsWith("  "));
                }));
    }
}
