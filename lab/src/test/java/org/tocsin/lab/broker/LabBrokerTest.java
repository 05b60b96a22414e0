package org.tocsin.lab.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.lab.fleet.LabClient;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.Property;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;
import org.tocsin.wire.mqtt.Subscription;
import org.tocsin.wire.mqtt.Will;

final class LabBrokerTest {
    private final LinkedBlockingQueue<Publish> inbox = new LinkedBlockingQueue<>();
    private final List<LabClient> clients = new ArrayList<>();
    private final LabBroker broker;

    LabBrokerTest() throws IOException {
        broker = LabBroker.start(0, BrokerLimits.DEFAULT, Clock.system());
    }

    @BeforeEach
    void nobodyIsThere() {
        assertThat(broker.clients()).isZero();
    }

    @AfterEach
    void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "V3_1_1, AT_MOST_ONCE", "V3_1_1, AT_LEAST_ONCE", "V3_1_1, EXACTLY_ONCE",
        "V5, AT_MOST_ONCE", "V5, AT_LEAST_ONCE", "V5, EXACTLY_ONCE"
    })
    void aMessageArrivesOnceInEachQuality(MqttVersion version, Qos qos) throws Exception {
        var listener = client(Connect.of(version, "listener", true, 60));
        assertThat(listener.subscribe(Subscription.of("home/+/t", Qos.EXACTLY_ONCE)))
                .containsExactly(ReasonCode.GRANTED_QOS_2);
        var sender = client(Connect.of(version, "sender", true, 60));
        sender.publish(message("home/cam/t", qos, sender.nextId()));
        var got = next();
        assertThat(got.topic()).isEqualTo("home/cam/t");
        assertThat(got.qos()).isEqualTo(qos);
        assertThat(inbox).isEmpty();
    }

    @Test
    void aRetainedMessageWaitsForItsListenerUntilItIsEmptied() throws Exception {
        var sender = client(Connect.of(MqttVersion.V5, "sender", true, 60));
        sender.publish(retained("a", "01"));
        var listener = client(Connect.of(MqttVersion.V5, "listener", true, 60));
        listener.subscribe(Subscription.of("#", Qos.AT_MOST_ONCE));
        assertThat(next().retain()).isTrue();
        sender.publish(retained("a", ""));
        assertThat(next().payload().size()).isZero();
        var late = client(Connect.of(MqttVersion.V5, "late", true, 60));
        late.subscribe(Subscription.of("#", Qos.AT_MOST_ONCE));
        sender.publish(message("end", Qos.AT_MOST_ONCE, 0));
        assertThat(next().topic()).isEqualTo("end");
    }

    @Test
    void aKeptSessionGetsWhatCameWhileItWasAway() throws Exception {
        var keeps = Properties.of(new Property.Num(PropertyId.SESSION_EXPIRY_INTERVAL, 60));
        var connect = Connect.of(MqttVersion.V5, "listener", false, 60).withProperties(keeps);
        var listener = client(connect);
        listener.subscribe(Subscription.of("a", Qos.AT_LEAST_ONCE));
        listener.close();
        var sender = client(Connect.of(MqttVersion.V5, "sender", true, 60));
        sender.publish(message("a", Qos.AT_LEAST_ONCE, sender.nextId()));
        client(connect);
        assertThat(next().topic()).isEqualTo("a");
    }

    @Test
    void oneMemberOfAShareGetsEachMessage() throws Exception {
        for (var name : List.of("one", "two", "three")) {
            client(Connect.of(MqttVersion.V5, name, true, 60))
                    .subscribe(Subscription.of("$share/g/work/#", Qos.AT_LEAST_ONCE));
        }
        var sender = client(Connect.of(MqttVersion.V5, "sender", true, 60));
        for (int i = 0; i < 30; i++) {
            sender.publish(message("work/" + i, Qos.AT_LEAST_ONCE, sender.nextId()));
        }
        var topics = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            topics.add(next().topic());
        }
        assertThat(topics).doesNotHaveDuplicates();
        assertThat(inbox).isEmpty();
    }

    @Test
    void theWillOfALostClientIsPublishedAndThatOfALeavingOneIsNot() throws Exception {
        var listener = client(Connect.of(MqttVersion.V5, "listener", true, 60));
        listener.subscribe(Subscription.of("will/#", Qos.AT_MOST_ONCE));
        client(willing("polite")).disconnect();
        client(willing("lost")).close();
        assertThat(next().topic()).isEqualTo("will/lost");
        assertThat(inbox).isEmpty();
    }

    @Test
    void aSecondClientOfTheSameNameTakesOver() throws Exception {
        var first = client(Connect.of(MqttVersion.V5, "same", true, 60));
        client(Connect.of(MqttVersion.V5, "same", true, 60));
        assertThat(first.ended().get(10, TimeUnit.SECONDS)).isEqualTo(ReasonCode.SESSION_TAKEN_OVER);
        assertThat(broker.clients()).isEqualTo(1);
    }

    @Test
    void extendedAuthenticationIsRefusedByName() {
        var method = Properties.of(new Property.Text(PropertyId.AUTHENTICATION_METHOD, "x"));
        assertThatThrownBy(
                        () -> client(Connect.of(MqttVersion.V5, "a", true, 60).withProperties(method)))
                .hasMessageContaining("BAD_AUTHENTICATION_METHOD");
    }

    private LabClient client(Connect connect) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
        var client = LabClient.connect(socket, connect, inbox::add);
        clients.add(client);
        return client;
    }

    private Publish next() throws InterruptedException {
        var got = inbox.poll(10, TimeUnit.SECONDS);
        if (got == null) {
            throw new AssertionError("no message within 10 s");
        }
        return got;
    }

    private static Connect willing(String name) {
        var will = new Will("will/" + name, Bytes.hex("00"), Qos.AT_MOST_ONCE, false, Properties.NONE);
        return Connect.of(MqttVersion.V5, name, true, 60).withWill(will);
    }

    private static Publish message(String topic, Qos qos, int id) {
        return Publish.of(topic, qos, id, Bytes.hex("2a"));
    }

    private static Publish retained(String topic, String payload) {
        return new Publish(false, Qos.AT_MOST_ONCE, true, topic, 0, Properties.NONE, Bytes.hex(payload));
    }
}
