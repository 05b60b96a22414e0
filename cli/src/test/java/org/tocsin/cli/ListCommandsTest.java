package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Block lists from elsewhere, as commands show and take them. */
final class ListCommandsTest {
    private static final String ROUTE = "POST /api/v1/imports/drop?action=block&for=1d";

    @TempDir
    private Path folder;

    private FakeNode node;
    private String list;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        node = new FakeNode(folder.resolve("node"));
        node.answers("GET /api/v1/imports", Answers.IMPORTS);
        node.answers("GET /api/v1/quarantines", Answers.QUARANTINES);
        list = Files.writeString(folder.resolve("drop.txt"), "192.0.2.1\n").toString();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private FakeTerminal run(int exit, String... command) {
        var fake = FakeTerminal.pipe();
        assertThat(node.run(fake, command)).as(fake.err()).isEqualTo(exit);
        return fake;
    }

    @Test
    void aScriptThatAsksWhatIsInForceIsNotKeptFromImportedLists() {
        node.answers("GET /api/v1/verdicts", Answers.VERDICTS);
        assertThat(run(Exit.DONE, "verdict", "ls", "--json").out().lines())
                .hasSize(5)
                .last()
                .isEqualTo("{\"list\":\"drop\",\"action\":\"block\",\"basis\":\"imported\",\"entries\":1234,"
                        + "\"until\":\"2026-03-02T12:04:31Z\"}");
    }

    @Test
    void aDeviceThatIsCutOffIsNotPassedOverByWhoAsksWhatIsInForce() {
        node.answers("GET /api/v1/verdicts", "{\"verdicts\":[]}");
        node.answers("GET /api/v1/imports", "{\"imports\":[]}");
        assertThat(run(Exit.DONE, "verdict", "ls").out())
                .startsWith(
                        "■ cut off  02:00:00:00:00:14 (192.168.1.20)\n  own device, cut off until 2026-03-02 12:04 Z\n")
                .contains("  Why: horizontal-scan: 7 hosts in 3 s; expected at most 2.\n")
                .contains("It is held back by the MQTT relay alone")
                .contains("  tocsin device release 02:00:00:00:00:14\n")
                .doesNotContain("Nothing is in force");
        assertThat(run(Exit.DONE, "verdict", "ls", "--json").out())
                .isEqualTo("{\"device\":\"02:00:00:00:00:14\",\"address\":\"192.168.1.20\",\"action\":\"quarantine\","
                        + "\"basis\":\"local\",\"until\":\"2026-03-02T12:04:31Z\",\"reasons\":[\"horizontal-scan: 7 hosts in 3"
                        + " s; expected at most 2\"],\"enforcedBy\":[\"relay\"],\"release\":\"tocsin device release"
                        + " 02:00:00:00:00:14\"}\n");
        node.answers("GET /api/v1/quarantines", "{\"quarantines\":[],\"enforcedBy\":[]}");
        assertThat(run(Exit.DONE, "verdict", "ls").out()).isEqualTo("Nothing is in force.\n");
    }

    @Test
    void nobodyIsAskedAboutAPeerThatIsNotThere() {
        node.answers("GET /api/v1/peers", Answers.PEERS);
        assertThat(run(Exit.FOUND, "peer", "remove", "nobody.example").err())
                .isEqualTo("refused: peer.unknown: 0 peers match 'nobody.example'; tocsin peer ls shows them\n");
    }

    @Test
    void howFarAPeerIsBelievedIsListed() {
        node.answers("GET /api/v1/peers", Answers.PEERS);
        assertThat(run(Exit.DONE, "peer", "ls").out())
                .containsPattern("TRUST +FINGERPRINT")
                .containsPattern("beta\\.example .* 3 ms +0\\.92 +mfzw")
                .containsPattern("gamma.* - +- +nbsw")
                .containsPattern("delta.* - +0\\.80 +oz2w");
    }

    @Test
    void aListOfOneEntryIsNoListOfEntries() {
        node.answers("GET /api/v1/verdicts", "{\"verdicts\":[]}");
        node.answers("GET /api/v1/imports", Answers.IMPORTS.replace("1234", "1"));
        assertThat(run(Exit.DONE, "verdict", "ls").out()).contains("  1 imported entry, until ");
    }

    @Test
    void blanksAroundAnAddressAreNoPartOfIt() {
        node.answers("GET /api/v1/verdicts/198.51.100.7", Answers.EXPLAINED);
        run(Exit.DONE, "verdict", "explain", " 198.51.100.7\t");
    }

    @Test
    void oneBadLineAmongGoodOnesIsShownAndNoFailure() {
        node.answers(ROUTE, Answers.IMPORTED);
        var fake = run(Exit.DONE, "intel", "import", "drop", list);
        assertThat(fake.out()).contains("1 of 3 lines not understood");
        assertThat(fake.err()).contains("line 3: 'nonsense' is no address");
    }

    @Test
    void anImportThatPutNothingInForceIsAFailure() {
        node.answers(ROUTE, Answers.IMPORTED.replace("\"entries\":1", "\"entries\":0"));
        run(Exit.FOUND, "intel", "import", "drop", list);
    }

    @Test
    void allOrNothingIsAskedOfTheNode() {
        node.answers(ROUTE + "&strict=1", 400, "{\"title\":\"import.strict\",\"detail\":\"1 of 3 lines\"}");
        assertThat(run(Exit.FOUND, "intel", "import", "drop", list, "--strict").err())
                .isEqualTo("refused: import.strict: 1 of 3 lines\n");
    }

    @Test
    void whoAsksWhyNothingHoldsIsToldThatTheReportWasTakenBackWhenAndByWhom() {
        var nothing = Answers.VERDICT.replace("fast-lane", "nothing").replace("refuse-new", "ignore");
        node.answers(
                "GET /api/v1/verdicts/198.51.100.7",
                "{\"verdict\":" + nothing + ",\"reports\":[],\"retractions\":[{\"time\":\"2026-03-01T12:09:31.204Z\","
                        + "\"by\":\"beta.example\"}]}");
        assertThat(run(Exit.DONE, "verdict", "explain", "198.51.100.7").out())
                .contains("Taken back at 2026-03-01 12:09:31 Z by beta.example");
    }

    @Test
    void aFindingNamesItsDeviceAsWatchDoesAndWhomItConcerns() {
        node.answers(
                "GET /api/v1/findings",
                Answers.FINDINGS.replace("\"confidence\"", "\"address\":\"192.168.1.20\",\"confidence\""));
        assertThat(run(Exit.DONE, "finding", "ls").out())
                .contains("! factory-credentials  97 %\n  02:00:00:00:00:14 (192.168.1.20)\n")
                .contains("More: tocsin verdict explain 198.51.100.7/32");
    }

    private static String found(String scene) {
        return Answers.FINDINGS.replace("\"confidence\"", scene + ",\"confidence\"");
    }

    @Test
    void aFindingLeadsWithWhoActedThenWhom() {
        node.answers(
                "GET /api/v1/findings",
                found(
                        "\"role\":\"inbound\",\"actor\":{\"id\":\"198.51.100.7\",\"address\":\"198.51.100.7\"},\"targets\":"
                                + "[{\"id\":\"02:00:00:00:00:14\",\"address\":\"192.168.1.20\"}]"));
        var wide = new FakeTerminal(120, false);
        node.run(wide, "finding", "ls");
        assertThat(wide.out())
                .contains("! factory-credentials  198.51.100.7 -> 02:00:00:00:00:14 (192.168.1.20)  97 %\n");
        assertThat(run(Exit.DONE, "finding", "ls").out())
                .contains("! factory-credentials  97 %\n  198.51.100.7 -> 02:00:00:00:00:14 (192.168.1.20)\n");
    }

    @Test
    void whyNothingIsDoneAboutAStrangerIsSaidWhereItIsListedAndWhereItIsExplained() {
        var scene =
                "\"role\":\"stranger\",\"actor\":{\"id\":\"198.51.100.7\",\"address\":\"198.51.100.7\"},\"targets\":[],"
                        + "\"toldOnly\":\"a stranger acts on a stranger\"";
        node.answers("GET /api/v1/findings", found(scene));
        assertThat(run(Exit.DONE, "finding", "ls").out()).contains("  Told only: a stranger acts on a stranger.\n");
        var nothing = Answers.VERDICT.replace("fast-lane", "nothing").replace("refuse-new", "ignore");
        node.answers(
                "GET /api/v1/verdicts/198.51.100.7",
                "{\"verdict\":" + nothing + ",\"reports\":[],\"finding\":{\"number\":17,\"time\":"
                        + "\"2026-03-01T12:04:31Z\",\"class\":\"horizontal-scan\",\"attack\":\"T1046\",\"packet\":9,"
                        + "\"firstPacket\":2,\"observed\":\"7 hosts in 3 s\"," + scene + "}}");
        assertThat(run(Exit.DONE, "verdict", "explain", "198.51.100.7").out().replaceAll("\n +", " "))
                .contains("Finding 17 (horizontal-scan, T1046)")
                .contains("198.51.100.7: 7 hosts in 3 s.")
                .contains("Told only: a stranger acts on a stranger.");
    }

    @Test
    void aBlockThatNothingHereEnforcesSaysSo() {
        node.answers("GET /api/v1/verdicts", Answers.VERDICTS);
        node.answers("GET /api/v1/verdicts/198.51.100.7", Answers.EXPLAINED);
        var sentence = "Nothing here enforces it, only whoever takes the feed.";
        assertThat(run(Exit.DONE, "verdict", "ls").out()).doesNotContain(sentence);
        node.answers("GET /api/v1/quarantines", "{\"quarantines\":[],\"enforcedBy\":[]}");
        assertThat(run(Exit.DONE, "verdict", "ls").out().lines().filter(line -> line.contains(sentence)))
                .hasSize(4);
        assertThat(run(Exit.DONE, "verdict", "explain", "198.51.100.7").out()).contains(sentence);
    }

    @Test
    void whatAPersonLetsInIsInForceToo() {
        var allowed = Answers.VERDICT
                .replace("fast-lane", "allowed")
                .replace("refuse-new", "ignore")
                .replace("Refuse new", "the token cli let it in; refuse new");
        node.answers("GET /api/v1/verdicts", "{\"verdicts\":[" + allowed + "]}");
        assertThat(run(Exit.DONE, "verdict", "ls").out())
                .contains("= allowed  198.51.100.7/32  let in, until 2026-03-01 12:06 Z", "the token cli let it in");
    }

    @Test
    void whoAsksAboutASparedAddressIsToldTheListAndWhy() {
        var nothing = Answers.VERDICT.replace("fast-lane", "veto").replace("refuse-new", "ignore");
        node.answers(
                "GET /api/v1/verdicts/198.51.100.7",
                "{\"verdict\":" + nothing
                        + ",\"reports\":[],\"spared\":\"the imported list 'drop' names it; spared: x\"}");
        assertThat(run(Exit.DONE, "verdict", "explain", "198.51.100.7").out())
                .contains("  the imported list 'drop' names it; spared: x.");
    }

    @Test
    void aPausedPeerShowsNoTroubleOfItsConnection() {
        node.answers("GET /api/v1/peers", Answers.PEERS.replace("paused: its log", "peer.twice: its log"));
        assertThat(run(Exit.DONE, "peer", "ls").out())
                .contains("! paused", "tocsin peer resume delta.example")
                .doesNotContain("peer.twice");
    }

    @Test
    void aNearNameOfAPeerIsOffered() {
        node.answers("GET /api/v1/peers", Answers.PEERS);
        assertThat(run(Exit.FOUND, "peer", "accept", "beta.exampl").err()).contains("did you mean beta.example?");
    }
}
