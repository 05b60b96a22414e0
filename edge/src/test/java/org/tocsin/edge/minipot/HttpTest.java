package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpTest {
    private static final String BASIC = "Authorization: Basic YWRtaW46MTIzNA==\r\n";
    private final Talk talk = Talk.with(Protocol.HTTP);

    @Test
    void everythingIsRefused() {
        talk.hear("GET /cgi-bin/;reboot HTTP/1.1\r\nHost: 192.0.2.1\r\n\r\n");
        assertThat(talk.said.toString()).startsWith("HTTP/1.1 401 ").doesNotContain("reboot");
        assertThat(talk.logins).isEmpty();
        assertThat(talk.over).isTrue();
    }

    @Test
    void basicIsRefusedAndSaysLittleAlone() {
        talk.hear("GET / HTTP/1.1\r\nHost: 192.0.2.1:8080\r\n" + BASIC + "\r\n");
        assertThat(talk.logins).containsExactly("admin/1234/FETCHED");
    }

    @Test
    void aFormIsRefused() {
        post(talk, "User-Agent: Hello, world\r\n", "username=admin&password=a%26b+c&x");
        assertThat(talk.logins).containsExactly("admin/a&b c/FETCHED");
        assertThat(talk.said.toString()).startsWith("HTTP/1.1 401 ");
    }

    /** Somebody else's page can make a browser send all of these; the browser's owner is innocent. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, http://evil.example, Mozilla/5.0 (X11)",
        "192.0.2.1, null, Mozilla/5.0 (X11)",
        "rebound.evil.example, http://rebound.evil.example, Mozilla/5.0 (X11)",
        "rebound.evil.example, http://rebound.evil.example, not-a-browser"
    })
    void aForeignPageCannotMakeItsVisitorLogIn(String host, String origin, String agent) {
        talk.hear("POST /login HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin + "\r\nUser-Agent: " + agent
                + "\r\n" + (agent.startsWith("not") ? BASIC : "") + "Content-Length: 17\r\n\r\nuser=a&password=b");
        assertThat(talk.logins).isEmpty();
    }

    @Test
    void aLinkWithASecretInItAccusesNoBrowser() {
        talk.hear("GET / HTTP/1.1\r\nHost: 192.0.2.1\r\nUser-Agent: Mozilla/5.0 (X11)\r\n" + BASIC + "\r\n");
        assertThat(talk.logins).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\0\u0001",
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 999999\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "GET / HTTP/1.1\r\nAuthorization: Basic %%%\r\n\r\n"
            })
    void whatIsNoRequestIsNoLogIn(String text) {
        talk.hear(text);
        assertThat(talk.logins).isEmpty();
        assertThat(talk.over).isTrue();
    }

    @Test
    void anEndlessHeadIsReadToItsLimitOnly() {
        talk.hear("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(100_000));
        assertThat(talk.over).isTrue();
        assertThat(talk.said.toString()).startsWith("HTTP/1.1 400 ");
    }

    private static Talk post(Talk talk, String fields, String body) {
        return talk.hear("POST /login HTTP/1.1\r\nHost: 192.0.2.1\r\n" + fields + "Content-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** Behind a good head, where random bytes seldom come. */
    @FuzzTest
    void anyFormIsReadToItsEnd(byte[] bytes) {
        var form = new String(bytes, 0, Math.min(bytes.length, Http.MOST_BODY), StandardCharsets.ISO_8859_1);
        var fresh = post(Talk.with(Protocol.HTTP), "", form);
        assertThat(fresh.over).isTrue();
        assertThat(fresh.logins).hasSizeLessThanOrEqualTo(1);
        var head = Talk.with(Protocol.HTTP);
        head.hear("GET / HTTP/1.1\r\nHost: 192.0.2.1\r\nAuthorization: Basic ")
                .hear(bytes)
                .hear("\r\n\r\n");
        assertThat(head.logins).hasSizeLessThanOrEqualTo(1);
    }

    @FuzzTest
    void anyBytesAreHeardToTheEnd(byte[] bytes) {
        Talk.survives(Protocol.HTTP, bytes);
    }
}
