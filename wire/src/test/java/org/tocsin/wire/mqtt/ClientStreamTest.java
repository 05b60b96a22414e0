package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.wire.mqtt.ClientStream.Violation;

final class ClientStreamTest {
    private static final String CONNECT = "\u0010\u000c\0\4MQTT\4\2\0<\0\0";
    private static final String CONNECT_5 = "\u0010\r\0\4MQTT\5\2\0<\0\0\0";

    @Test
    void aDeviceAtWorkViolatesNothing() {
        var heard = read(CONNECT + publish("a/b") + "\u0082\b\0\1\0\3a/+\0" + "\u00c0\0" + "\u00e0\0");
        assertThat(heard).containsExactly("connect 60", "publish", "subscribe", "speak", "speak");
    }

    @Test
    void makersTopicsAndVersionFiveViolateNothing() {
        assertThat(read(CONNECT + publish("$aws/things/x/shadow/update"))).containsExactly("connect 60", "publish");
        assertThat(read(CONNECT_5 + "0\4\0\0\0x" + "\u00f0\0")).containsExactly("connect 60", "publish", "speak");
    }

    @Test
    void aClientIsKnownByItsIdentifierInEitherVersion() {
        var heard = new Heard();
        take(new ClientStream(heard), "\u0010\u000e\0\4MQTT\4\2\0<\0\2ab");
        take(new ClientStream(heard), "\u0010\u0014\0\4MQTT\5\2\0<\5\u0011\0\0\0\1\0\2ab");
        take(new ClientStream(heard), "\u0010\u000e\0\4MQTT\4\2\0<\0\2ac");
        take(new ClientStream(heard), CONNECT);
        assertThat(heard.clients.get(0))
                .isEqualTo(heard.clients.get(1))
                .isNotZero()
                .isNotEqualTo(heard.clients.get(2));
        assertThat(heard.clients.get(3)).as("an empty one").isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, RESERVED_TYPE",
        "f, RESERVED_TYPE",
        "2, SERVERS_PACKET",
        "9, SERVERS_PACKET",
        "b, SERVERS_PACKET",
        "d, SERVERS_PACKET",
        "1, SECOND_CONNECT"
    })
    void aPacketThatNoClientMaySendIsAViolation(String type, Violation how) {
        assertThat(read(CONNECT + (char) (Integer.parseInt(type, 16) << 4) + "\0"))
                .endsWith(how.name());
    }

    @Test
    void brokenFieldsAreViolations() {
        assertThat(read(publish("a"))).containsExactly("BEFORE_CONNECT");
        assertThat(read(CONNECT + "6\3\0\1a")).endsWith("FLAGS");
        assertThat(read(CONNECT + "\u0080\6\0\1\0\1a\0")).endsWith("FLAGS");
        assertThat(read(CONNECT + "0\u00ff\u00ff\u00ff\u00ff")).endsWith("LENGTH");
        assertThat(read(CONNECT + "0\3\0\7a")).endsWith("LENGTH");
        assertThat(read(CONNECT + "\u00c0\1x")).endsWith("LENGTH");
        assertThat(read(CONNECT + publish("a/#"))).endsWith("TOPIC");
        assertThat(read(CONNECT + publish("$topic"))).endsWith("RESERVED_TOPIC");
    }

    @Test
    void whoListensToEverythingIsHeard() {
        assertThat(read(CONNECT + "\u0082\6\0\1\0\1#\0")).endsWith("subscribe to all");
        assertThat(read(CONNECT + "\u0082\u000b\0\1\0\6$SYS/#\0")).endsWith("subscribe to all");
        assertThat(read(CONNECT_5 + "\u0082\7\0\1\0\0\1#\0")).endsWith("subscribe to all");
    }

    @Test
    void nothingIsReadBehindAGapOrAViolation() {
        var heard = new Heard();
        var stream = new ClientStream(heard);
        take(stream, CONNECT);
        stream.gap();
        take(stream, "\0\0");
        assertThat(heard.said).containsExactly("connect 60");
        assertThat(read(CONNECT + "\0\0" + publish("a"))).containsExactly("connect 60", "RESERVED_TYPE");
    }

    @Test
    void anotherProtocolAtThePortIsNoMqtt() {
        assertThat(begins(CONNECT, 8000)).isTrue();
        assertThat(begins(publish("a"), ClientStream.PORT)).isTrue();
        assertThat(begins(publish("a"), 8000)).isFalse();
        assertThat(begins("POST / HTTP/1.1\r\n", ClientStream.PORT)).isFalse();
        assertThat(begins("0123456789", ClientStream.PORT)).isFalse();
        assertThat(begins("\u0016\3\1\0\0", ClientStream.PORT)).isFalse();
    }

    /** Piece by piece it hears what it hears at once. */
    @FuzzTest
    void hostileBytesAreHeardAlikeInAnyPieces(byte[] data) {
        var whole = new Heard();
        new ClientStream(whole).take(data, 0, data.length);
        var pieces = new Heard();
        var stream = new ClientStream(pieces);
        for (int i = 0; i < data.length; i++) {
            stream.take(data, i, 1);
        }
        ClientStream.begins(data, 0, data.length, ClientStream.PORT);
        assertThat(pieces.said).isEqualTo(whole.said);
    }

    private static String publish(String topic) {
        return "0" + (char) (topic.length() + 2) + "\0" + (char) topic.length() + topic;
    }

    private static List<String> read(String text) {
        var heard = new Heard();
        take(new ClientStream(heard), text);
        return heard.said;
    }

    private static void take(ClientStream stream, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        stream.take(bytes, 0, bytes.length);
    }

    private static boolean begins(String text, int port) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ClientStream.begins(bytes, 0, bytes.length, port);
    }

    private static final class Heard implements ClientStream.Listener {
        final List<String> said = new ArrayList<>();
        final List<Long> clients = new ArrayList<>();

        @Override
        public void connects(int keepAlive, long client) {
            said.add("connect " + keepAlive);
            clients.add(client);
        }

        @Override
        public void publishes() {
            said.add("publish");
        }

        @Override
        public void subscribes(boolean everything) {
            said.add(everything ? "subscribe to all" : "subscribe");
        }

        @Override
        public void speaks() {
            said.add("speak");
        }

        @Override
        public void violates(Violation how) {
            said.add(how.name());
        }
    }
}
