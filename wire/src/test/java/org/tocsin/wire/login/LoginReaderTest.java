package org.tocsin.wire.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.wire.login.LoginListener.Outcome;

final class LoginReaderTest {
    private final Heard heard = new Heard();

    @Test
    void aTelnetLogInIsReadThroughNegotiationAndEcho() {
        var reader = server("\u00ff\u00fd\u0018\u00ff\u00fb\u0001cam login: ");
        say(reader, true, "\u00ff\u00fb\u0018r");
        say(reader, false, "r");
        say(reader, true, "oox\u007ft\r\n");
        say(reader, false, "oot\r\nPassword: ");
        say(reader, true, "xc3511\r\0");
        say(reader, false, "\r\n\r\nBusyBox v1.1 built-in shell\r\n# ");
        assertThat(heard.lines).containsExactly("root/xc3511", "ACCEPTED");
    }

    @Test
    void aRefusedTelnetLogInIsFollowedByTheNext() {
        var reader = server("login: ");
        say(reader, true, "admin\r\n");
        say(reader, false, "Password: ");
        say(reader, true, "1234\r\n");
        say(reader, false, "\r\nLogin incorrect\r\nlogin: ");
        say(reader, true, "root\r\n");
        say(reader, false, "Password: ");
        say(reader, true, "\r\n");
        say(reader, false, "\r\n$ ");
        assertThat(heard.lines).containsExactly("admin/1234", "REFUSED", "root/", "ACCEPTED");
    }

    @Test
    void aTelnetClientAloneStillShowsItsAttempt() {
        var reader = new TelnetLogin(heard);
        say(reader, true, "root\r\nvizxv\r\nenable\r\n");
        assertThat(heard.lines).containsExactly("root/vizxv");
    }

    @Test
    void whatIsTypedInsideAShellIsNoAttempt() {
        var reader = server("login: ");
        say(reader, true, "root\r\n");
        say(reader, false, "Password: ");
        say(reader, true, "x\r\n");
        say(reader, false, "\r\n# ");
        say(reader, true, "cat /etc/passwd\r\n");
        say(reader, false, "root:x:0:0\r\nguest login: \r\n# ");
        say(reader, true, "ls\r\n");
        assertThat(heard.lines).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "04, 00, 00, ACCEPTED",
        "04, 00, 05, REFUSED",
        "04, 00, 02, UNKNOWN",
        "05, 00, 86, REFUSED",
        "05, 00, 00, ACCEPTED"
    })
    void anMqttConnectShowsUserAndOutcome(String level, String flags, String code, Outcome outcome) {
        var properties = level.equals("05") ? "\0" : "";
        var body = "\0\4MQTT" + (char) Integer.parseInt(level, 16) + "\u00c2\0<" + properties + "\0\2id" + "\0\5admin"
                + "\0\6secret";
        var packet = "\u0010" + (char) body.length() + body;
        var reader = client(packet.substring(0, 9));
        say(reader, true, packet.substring(0, 9));
        say(reader, true, packet.substring(9));
        say(reader, false, " \2" + (char) Integer.parseInt(flags, 16) + (char) Integer.parseInt(code, 16));
        assertThat(heard.lines).containsExactly("admin/secret", outcome.name());
    }

    @Test
    void aWillDoesNotPassForCredentials() {
        var body = "\0\4MQTT\4\u00c6\0<\0\2id\0\3top\0\3bye\0\4user\0\4pass";
        var packet = "\u0010" + (char) body.length() + body;
        say(client(packet), true, packet);
        assertThat(heard.lines).containsExactly("user/pass");
    }

    @Test
    void aLyingMqttLengthIsLeftUnread() {
        var packet = "\u0010\u00ff\u00ff\u00ff\u00ff\0\4MQTT";
        var reader = new MqttLogin(heard);
        say(reader, true, packet);
        assertThat(heard.lines).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200, ACCEPTED", "401, REFUSED", "403, REFUSED", "302, ACCEPTED", "500, UNKNOWN"})
    void httpBasicIsReadAcrossSegments(int status, Outcome outcome) {
        var request = "GET / HTTP/1.1\r\nHost: cam\r\nauthorization: Basic YWRtaW46MTIzNA==\r\n\r\n";
        var reader = client(request.substring(0, 30));
        say(reader, true, request.substring(0, 30));
        say(reader, true, request.substring(30));
        say(reader, false, "HTTP/1.1 " + status + " x\r\n\r\n");
        assertThat(heard.lines).containsExactly("admin/1234", outcome.name());
    }

    @Test
    void aRequestWithoutCredentialsIsNoAttempt() {
        var request = "GET / HTTP/1.1\r\nHost: cam\r\n\r\n";
        say(client(request), true, request);
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void anEndlessHeadIsReadToItsLimitOnly() {
        var reader = client("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 1000; i++) {
            say(reader, true, "X-Filler: " + "a".repeat(100) + "\r\n");
        }
        assertThat(heard.lines).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nAuthorization:Basic YWRtaW46YWRtaW4=\r\n\r\n",
                "GET / HTTP/1.1\r\nAUTHORIZATION: \t BASIC   YWRtaW46YWRtaW4= \r\n\r\n",
                "GET / HTTP/1.1\nAuthorization: Basic YWRtaW46YWRtaW4=\n\n",
                "\r\n\r\nGET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46YWRtaW4=\r\n\r\n"
            })
    void blanksAndLineEndsThatServersTakeHideNoLogIn(String request) {
        var reader = client(request);
        say(reader, true, request);
        say(reader, false, "HTTP/1.1 401 No\r\n\r\n");
        assertThat(heard.lines).containsExactly("admin/admin", "REFUSED");
    }

    @Test
    void fieldsOfAnyLengthBeforeItHideNoLogIn() {
        var request = "GET / HTTP/1.1\r\nX-Padding: " + "x".repeat(5_000) + "\r\n" + "X: y\r\n".repeat(1_000)
                + "Authorization: Basic YWRtaW46YWRtaW4=\r\n\r\n";
        say(client(request), true, request);
        assertThat(heard.lines).containsExactly("admin/admin");
    }

    /** What is typed ahead is echoed by the terminal, and is no answer of the server. */
    @Test
    void whatTheClientHasEchoedIsNoRefusal() {
        var reader = server("login: ");
        say(reader, true, "root\r\n");
        say(reader, false, "Password: ");
        say(reader, true, "xc3511\r\nError\r\n");
        say(reader, false, "\r\nerror\r\n");
        say(reader, false, "sh: error: not found\r\n# ");
        assertThat(heard.lines).containsExactly("root/xc3511", "ACCEPTED");
    }

    @Test
    void aWindowsSizeWithoutAnEndHidesNoSecret() {
        var reader = server("login: ");
        say(reader, true, "root\r\n");
        say(reader, false, "Password: ");
        say(reader, true, "\u00ff\u00fa\u001f\0\r\0\nxc3511\r\n");
        say(reader, false, "\r\n# ");
        assertThat(heard.lines).containsExactly("root/xc3511", "ACCEPTED");
    }

    @Test
    void aSecondRequestInSingleBytesIsRead() {
        var reader = client("GET / HTTP/1.1\r\n\r\n");
        say(reader, true, "GET / HTTP/1.1\r\n\r\n");
        say(reader, false, "HTTP/1.1 401 No\r\n\r\n");
        "GET / HTTP/1.1\r\nAuthorization: Basic YWRtaW46YWRtaW4=\r\n\r\n"
                .chars()
                .forEach(c -> say(reader, true, Character.toString(c)));
        assertThat(heard.lines).containsExactly("admin/admin");
    }

    /** What the terminal of the server does with a line, this does too. */
    @ParameterizedTest
    @ValueSource(strings = {"x\u0015root", "x y\u0017\u0017root", "roox\u0008t", "ro\u0016ot", "\u00ff\u00facroot"})
    void editingAndNegotiationsWithoutAnEndHideNoName(String typed) {
        var reader = server("login: ");
        say(reader, true, typed + "\r\n");
        say(reader, false, "Password: ");
        say(reader, true, "y\u0015xc3511\r\n");
        say(reader, false, "\r\n# ");
        assertThat(heard.lines).containsExactly("root/xc3511", "ACCEPTED");
    }

    @Test
    void whatANegotiationSaysIsNotTyped() {
        var reader = server("login: ");
        say(reader, true, "ro\u00ff\u00fa\u0018\0xterm\u00ff\u00f0ot\u00ff\u00fa\u001f\0\r\0\n\u00ff\u00f0\r\n");
        say(reader, false, "Password: ");
        say(reader, true, "xc3511\r\n");
        assertThat(heard.lines).containsExactly("root/xc3511");
    }

    @Test
    void logInsByFtpAreReadWithTheirAnswers() {
        var reader = server("220-Welcome\r\n220 (vsFTPd 3.0.3)\r\n");
        say(reader, true, "USER ad");
        say(reader, true, "min\r\n");
        say(reader, false, "331 Please specify the password.\r\n");
        say(reader, true, "PASS wrong horse\r\n");
        say(reader, false, "530 Login incorrect.\r\n");
        say(reader, true, "user root\npass root\n");
        say(reader, false, "331 Go on.\r\n230-Hello\r\n");
        assertThat(heard.lines).containsExactly("admin/wrong horse", "REFUSED", "root/root", "UNKNOWN");
    }

    @Test
    void anAnswerOfManyLinesIsHeardAtItsLast() {
        var reader = server("220 ready\r\n");
        say(reader, true, "USER admin\r\nPASS admin\r\n");
        say(reader, false, "230-Hello\r\n530 is no code here\r\n".replace("530 ", "530-"));
        say(reader, false, "230 Logged in.\r\n");
        assertThat(heard.lines).containsExactly("admin/admin", "ACCEPTED");
    }

    @Test
    void whoAsksForWhatIsPublicDoesNotLogIn() {
        var reader = server("220 ready\r\n");
        say(reader, true, "USER anonymous\r\nPASS me@example.org\r\nPASS again\r\n");
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void afterTlsNothingIsReadByFtp() {
        var reader = server("220 ready\r\n");
        say(reader, true, "AUTH TLS\r\n");
        say(reader, false, "234 Go on.\r\n");
        say(reader, true, "USER admin\r\nPASS admin\r\n");
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void aLineOfWhichBytesAreMissingIsNoCommand() {
        var reader = server("220 ready\r\n");
        say(reader, true, "USER admin\r\nPASS ad");
        reader.clientGap();
        say(reader, true, "in\r\nUSER root\r\nPASS root\r\n");
        assertThat(heard.lines).containsExactly("root/root");
    }

    @FuzzTest
    void hostileBytesAreReadOrLeft(byte[] data) {
        for (var reader :
                List.of(new TelnetLogin(heard), new MqttLogin(heard), new HttpLogin(heard), new FtpLogin(heard))) {
            int half = data.length / 2;
            reader.client(data, 0, half);
            reader.server(data, 0, data.length);
            reader.client(data, half, data.length - half);
        }
        LoginReader.forClient(data, 0, data.length, heard);
        LoginReader.forServer(data, 0, data.length, heard);
        assertThat(heard.lines).allSatisfy(line -> assertThat(line.length()).isLessThan(4096));
    }

    private LoginReader server(String greeting) {
        var bytes = greeting.getBytes(StandardCharsets.ISO_8859_1);
        var reader = LoginReader.forServer(bytes, 0, bytes.length, heard);
        if (reader == null) {
            throw new AssertionError("no reader for " + greeting);
        }
        say(reader, false, greeting);
        return reader;
    }

    private LoginReader client(String first) {
        var bytes = first.getBytes(StandardCharsets.ISO_8859_1);
        var reader = LoginReader.forClient(bytes, 0, bytes.length, heard);
        if (reader == null) {
            throw new AssertionError("no reader for " + first);
        }
        return reader;
    }

    private static void say(LoginReader reader, boolean client, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (client) {
            reader.client(bytes, 0, bytes.length);
        } else {
            reader.server(bytes, 0, bytes.length);
        }
    }

    private static final class Heard implements LoginListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void attempt(String user, String secret) {
            lines.add(user + "/" + secret);
        }

        @Override
        public void outcome(Outcome outcome) {
            lines.add(outcome.name());
        }
    }
}
