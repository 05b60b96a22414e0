package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Bytes;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttDecoder;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.ReasonCode;

final class MqttPotTest {
    private final Talk talk = Talk.with(Protocol.MQTT);

    @ParameterizedTest
    @EnumSource
    void nobodyIsAuthorised(MqttVersion version) {
        talk.hear(MqttEncoder.encode(connect(version), version));
        assertThat(talk.logins).containsExactly("admin/public/SEVERAL");
        assertThat(answer(version)).isEqualTo(ReasonCode.NOT_AUTHORIZED);
        assertThat(talk.over).isTrue();
    }

    /** It is a serial number, or what somebody named a thing: an own device's as well as anybody's. */
    @ParameterizedTest
    @EnumSource
    void whatAClientIsCalledIsNotKept(MqttVersion version) {
        talk.hear(MqttEncoder.encode(Connect.of(version, "grandmas-pump-SN4711", true, 60), version));
        assertThat(talk.software).startsWith("an MQTT ").endsWith(" client, with an id");
    }

    @Test
    void whoBringsNoCredentialsHasNotLoggedIn() {
        var version = MqttVersion.V3_1_1;
        talk.hear(MqttEncoder.encode(Connect.of(version, "cam", true, 60), version));
        assertThat(talk.logins).isEmpty();
        assertThat(answer(version)).isEqualTo(ReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void aMessageBeforeConnectEnds() {
        talk.hear(MqttEncoder.encode(new Pingreq(), MqttVersion.V5));
        assertThat(talk.over).isTrue();
        assertThat(talk.said.toString()).isEmpty();
    }

    @Test
    void anOldVersionIsTold() {
        talk.hear("\u0010\u000e\0\6MQIsdp\3\2\0<\0\0");
        assertThat(answer(MqttVersion.V3_1_1)).isEqualTo(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001", "\u0010\u00ff\u00ff\u00ff\u00ff\u00ff"})
    void whatIsNoConnectIsNoLogIn(String text) {
        assertThat(talk.hear(text).over).isTrue();
        assertThat(talk.logins).isEmpty();
    }

    @Test
    void aLengthThatLiesIsNotWaitedFor() {
        assertThat(talk.hear("\u0010\u00ff\u00ff\u00ff\u007f").over).isTrue();
    }

    private ReasonCode answer(MqttVersion version) {
        var bytes = talk.said.toString().getBytes(StandardCharsets.ISO_8859_1);
        return ((Connack) MqttDecoder.decode(bytes, version, MqttLimits.DEFAULT)).reason();
    }

    private static Connect connect(MqttVersion version) {
        var secret = Bytes.of("public".getBytes(StandardCharsets.US_ASCII));
        return new Connect(version, true, 60, Properties.NONE, "bot", null, "admin", secret);
    }

    /** Behind a good header, where random bytes seldom come. */
    @FuzzTest
    void anyConnectIsReadToItsEnd(byte[] bytes) {
        int size = Math.min(bytes.length, 120);
        var packet = new byte[2 + 6 + size];
        var start = "\u0010" + (char) (6 + size) + "\0\4MQTT";
        System.arraycopy(start.getBytes(StandardCharsets.ISO_8859_1), 0, packet, 0, 8);
        System.arraycopy(bytes, 0, packet, 8, size);
        var fresh = Talk.with(Protocol.MQTT).hear(packet);
        assertThat(fresh.over).isTrue();
        assertThat(fresh.logins).hasSizeLessThanOrEqualTo(1);
    }

    @FuzzTest
    void anyBytesAreHeardToTheEnd(byte[] bytes) {
        Talk.survives(Protocol.MQTT, bytes);
    }
}
