package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a node that runs. */
final class DoctorCommandTest {
    @TempDir
    private Path folder;

    private FakeNode node;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        node = new FakeNode(folder.resolve("node"));
        node.answers("GET /api/v1/peers", Answers.PEERS);
        node.answers("GET /api/v1/tap", "{\"state\":\"none\",\"endings\":[]}");
        node.answers("GET /api/v1/ledger", "{\"state\":\"signing\",\"why\":\"\"}");
        node.answers("GET /api/v1/quarantines", "{\"quarantines\":[],\"enforcedBy\":[]}");
        node.answers("GET /api/v1/listens", "{\"listens\":[]}");
    }

    @AfterEach
    void close() {
        node.close();
    }

    private String says() {
        var fake = new FakeTerminal(200, false);
        node.run(fake, "doctor");
        return fake.out();
    }

    private void away(String problem, String since) {
        var json = Answers.BETA
                .replace("\"connected\":true", "\"connected\":false")
                .replace("\"problem\":\"\"", "\"problem\":\"" + problem + "\",\"problemSince\":" + since);
        node.answers("GET /api/v1/peers", Answers.PEERS.replace(Answers.BETA, json));
    }

    @Test
    void aTapThatBrokeAtNightIsSeenInTheMorningThoughItReadsAgain() {
        node.answers(
                "GET /api/v1/tap",
                "{\"source\":\"/run/tap\",\"state\":\"reading\",\"packets\":9,\"devices\":1,\"endings\":["
                        + "{\"time\":\"2026-03-01T12:00:00Z\",\"broken\":false,\"what\":\"the stream has ended\",\"packets\":2},"
                        + "{\"time\":\"2026-03-01T03:00:00Z\",\"broken\":true,\"what\":\"the stream broke at byte 248: a lie\","
                        + "\"packets\":1234}]}");
        assertThat(says())
                .contains("reads /run/tap: 9 packets")
                .contains(
                        "note  tap before      it broke at 2026-03-01 03:00:00 Z, after 1,234 packets: the stream broke at"
                                + " byte 248: a lie");
    }

    @Test
    void aStreamThatEndedIsToldWithItsTimeAndItsPackets() {
        node.answers(
                "GET /api/v1/tap",
                "{\"source\":\"/run/tap\",\"state\":\"waiting\",\"packets\":9,\"devices\":1,\"endings\":["
                        + "{\"time\":\"2026-03-01T12:00:00Z\",\"broken\":false,\"what\":\"the stream has ended\",\"packets\":2}]}");
        assertThat(says()).contains("its last stream ended at 2026-03-01 12:00:00 Z, after 2 packets");
    }

    @Test
    void aMinipotThatRunsIsNotSaidToBeOneThatWould() {
        assertThat(says()).doesNotContain("minipots");
        node.answers(
                "GET /api/v1/listens",
                "{\"listens\":[{\"key\":\"api.listen\",\"host\":\"127.0.0.1\",\"port\":8443},"
                        + "{\"key\":\"edge.minipot.telnet\",\"host\":\"0.0.0.0\",\"port\":2323}]}");
        assertThat(says())
                .contains("good  minipots        run, and refuse log-ins: telnet at 0.0.0.0:2323")
                .doesNotContain("would");
    }

    @Test
    void nobodyBelievesThatAFeedHoldsADeviceBack() {
        assertThat(says()).doesNotContain("  cut off  ");
        node.answers("GET /api/v1/quarantines", "{\"quarantines\":[" + Answers.QUARANTINE + "],\"enforcedBy\":[]}");
        assertThat(says())
                .contains("note  cut off         1 device of yours is cut off, held back by nothing here: it goes on")
                .contains("-> cut it off at your switch or access point")
                .contains("no feed carries it");
        node.answers(
                "GET /api/v1/quarantines",
                "{\"quarantines\":[" + Answers.QUARANTINE + "],\"enforcedBy\":[\"kernel\"]}");
        assertThat(says())
                .contains(
                        "good  cut off         1 device of yours is cut off, held back by the kernel of this machine");
    }

    @Test
    void aPeerThatWasNotDialledYetIsNoFault() {
        away("dialling", "null");
        assertThat(says())
                .contains("note  peer beta.example  is being connected to")
                .doesNotContain("bad   peer");
        var list = FakeTerminal.pipe();
        node.run(list, "peer", "ls");
        assertThat(list.out()).contains("connects").doesNotContain("dialling");
    }

    @Test
    void aCodeOfTheProtocolIsNotLeftToThePersonWhoReadsIt() {
        away("the peer closed: follow.beyond: entry 9 of a log with 3 entries", "\"2026-03-01T12:00:00Z\"");
        var list = FakeTerminal.pipe();
        node.run(list, "peer", "ls");
        assertThat(says() + list.out())
                .contains("old backup of theirs", "tocsin log reopen")
                .doesNotContain("follow.beyond");
        var json = FakeTerminal.pipe();
        node.run(json, "peer", "ls", "--json");
        assertThat(json.out()).contains("the peer closed: follow.beyond: entry 9");
    }
}
