package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TelnetTest {
    private final Talk talk = Talk.with(Protocol.TELNET);

    @Test
    void aBotOfTheMiraiFamilyFindsWhatItLooksForAndIsRefused() {
        talk.hear("\u00ff\u00fd\u0001\u00ff\u00fb\u001f").hear("root\r\n");
        assertThat(talk.said.toString()).endsWith("login: \r\nPassword: ");
        talk.hear("xc3511\r\n");
        assertThat(talk.said.toString()).endsWith("\r\nLogin incorrect\r\nlogin: ");
        assertThat(talk.logins).containsExactly("root/xc3511/IF_LISTED");
    }

    @Test
    void nobodyGetsInHoweverOftenItTries() {
        for (int i = 0; i < 50; i++) {
            talk.lines("root", "root");
        }
        assertThat(talk.logins).hasSize(Telnet.MOST_TRIES);
        assertThat(talk.over).isTrue();
    }

    @Test
    void commandsForAShellAreNotAnsweredAndGiveTheCampaignAway() {
        talk.lines("root", "vizxv").hear("enable\r\nsystem\r\nshell\r\nsh\r\n/bin/busybox ECCHI\r\n");
        assertThat(talk.logins).containsExactly("root/vizxv/IF_LISTED");
        assertThat(talk.token).isEqualTo("ECCHI");
        assertThat(talk.said.toString()).doesNotContain("ECCHI");
        assertThat(talk.over).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: pot\r\n\r\nroot\r\nroot\r\n",
                "OPTIONS sip:nm SIP/2.0\r\nVia: SIP/2.0/TCP nm\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001root\r\nroot\r\n",
                "HELP\n\n\0",
                "*1\r\n$4\r\ninfo\r\n",
                "root\r\nroot\r\n",
                "\r\n\r\n",
                "\u0001\u0000\u00fe\u0080binary\r\nroot\r\n"
            })
    void neitherABrowserNorAScannersProbeIsALogIn(String probe) {
        talk.hear(probe);
        assertThat(talk.logins).isEmpty();
    }

    @Test
    void anAbsurdLineIsNobodysName() {
        talk.hear("a".repeat(100_000) + "\r\nroot\r\n");
        assertThat(talk.over).isTrue();
        assertThat(talk.logins).isEmpty();
    }

    @Test
    void aBinarySecretIsRefusedLikeAnyOther() {
        talk.lines("root").hear("\u0001\u0002\u00fe\u0080;reboot\r\n");
        assertThat(talk.logins).hasSize(1);
        assertThat(talk.said.toString()).endsWith("Login incorrect\r\nlogin: ");
    }

    @Test
    void aLoopOfNegotiationsEnds() {
        int before = talk.said.length();
        talk.hear("\u00ff\u00fd\u0018".repeat(5_000));
        assertThat(talk.said.length() - before).isEqualTo(3 * Telnet.MOST_ANSWERS);
    }

    @Test
    void aSubnegotiationThatNeverEndsHoldsNothing() {
        talk.hear("\u00ff\u00fa\u0018" + "x\r\n".repeat(5_000));
        assertThat(talk.logins).isEmpty();
        talk.hear("\u00ff\u00f0").lines("root", "root");
        assertThat(talk.logins).hasSize(1);
    }

    @Test
    void emptyLinesDoNotAskForEver() {
        talk.hear("\r\n".repeat(10_000));
        assertThat(talk.over).isTrue();
        assertThat(talk.said.length()).isLessThan(2_000);
    }

    @Test
    void nothingThatWasTypedIsSentBack() {
        talk.hear("\u001b]0;owned\u0007x\r\nsecret-of-somebody\r\n");
        assertThat(talk.said.toString()).doesNotContain("owned").doesNotContain("somebody");
    }

    @FuzzTest
    void anyBytesAreHeardToTheEnd(byte[] bytes) {
        Talk.survives(Protocol.TELNET, bytes);
    }

    @Test
    void splitReadsAreReadAlike() {
        var bytes = "\u00ff\u00fd\u0018rox\u007fot\r\0xc3511\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(talk.dribble(bytes).logins).containsExactly("root/xc3511/IF_LISTED");
        Talk.survives(Protocol.TELNET, bytes);
    }
}
