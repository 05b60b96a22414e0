package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FtpTest {
    private final Talk talk = Talk.with(Protocol.FTP);

    @Test
    void everyLogInIsRefused() {
        talk.hear("USER admin\r\n").hear("PASS admin\r\n");
        assertThat(talk.said.toString()).endsWith("331 Password required.\r\n530 Login incorrect.\r\n");
        assertThat(talk.logins).containsExactly("admin/admin/FETCHED");
    }

    @Test
    void whoAsksForWhatIsPublicIsNoAttacker() {
        talk.lines("USER anonymous", "PASS a@b.example", "USER ftp", "PASS x");
        assertThat(talk.logins).isEmpty();
    }

    @Test
    void noOtherConnectionIsEverOpened() {
        talk.hear("PORT 10,0,0,1,0,80\r\nEPRT |1|10.0.0.1|80|\r\nRETR /etc/passwd\r\n");
        assertThat(talk.said.toString().split("530 Please", -1)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: pot:2121\r\n\r\nUSER a\r\nPASS b\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001\r\nUSER a\r\nPASS b\r\n",
                "PASS b\r\n",
                "USER a\r\nPASS b\r\nUSER c\r\nPASS d\r\nUSER e\r\nPASS f\r\n",
                "USER \u0080\u0081\r\nPASS b\r\n"
            })
    void aWebPageCannotMakeItsVisitorLogIn(String probe) {
        assertThat(talk.hear(probe).logins).isEmpty();
    }

    @Test
    void anAbsurdLineAndAFloodOfCommandsEnd() {
        assertThat(talk.hear("USER " + "a".repeat(100_000)).over).isTrue();
        var flood = Talk.with(Protocol.FTP).hear("X\r\n".repeat(10_000));
        assertThat(flood.over).isTrue();
        assertThat(flood.said.length()).isLessThan(2_000);
    }

    @FuzzTest
    void anyBytesAreHeardToTheEnd(byte[] bytes) {
        Talk.survives(Protocol.FTP, bytes);
    }
}
