package org.tocsin.lab.broker;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttStream;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.ReasonCode;

/** One client's connection: a virtual thread that reads packets and hands them to the broker. */
final class ClientReader {
    private static final int CONNECT_MILLIS = 10_000;

    private final LabBroker broker;
    private final BrokerLimits limits;
    private final Socket socket;
    private final Map<Integer, String> aliases = new HashMap<>();
    private @Nullable Session session;
    private @Nullable Link link;
    private @Nullable Connect connect;
    private @Nullable Disconnect last;
    private boolean goodbye;

    ClientReader(LabBroker broker, BrokerLimits limits, Socket socket) {
        this.broker = broker;
        this.limits = limits;
        this.socket = socket;
    }

    void run() {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(CONNECT_MILLIS);
            read();
        } catch (IOException e) {
            // Gone, or silent for too long.
        } catch (Rejection refused) {
            say(Disconnect.of(ReasonCode.of(refused)));
        } finally {
            end();
        }
    }

    private void read() throws IOException {
        var stream = new MqttStream(MqttVersion.V5, limits.packets());
        var in = socket.getInputStream();
        var chunk = new byte[32_768];
        while (!goodbye) {
            int n = in.read(chunk);
            if (n < 0) {
                return;
            }
            stream.feed(ByteBuffer.wrap(chunk, 0, n));
            for (var packet = stream.next(); packet != null && !goodbye; packet = stream.next()) {
                handle(packet);
            }
        }
    }

    private void handle(MqttPacket packet) throws IOException {
        var known = session;
        var out = link;
        if (packet instanceof Connect first && known == null) {
            open(first);
        } else if (known == null || out == null) {
            throw ReasonCode.PROTOCOL_ERROR.refuse(packet.type() + " before CONNECT");
        } else if (packet instanceof Publish publish) {
            broker.published(known, out, resolved(publish));
        } else if (packet instanceof Disconnect said) {
            goodbye = true;
            last = said;
        } else {
            broker.handle(known, out, packet);
        }
    }

    private void open(Connect first) throws IOException {
        connect = first;
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, first.keepAlive() * 1_500L));
        var opened = new Link(socket, first, limits);
        link = opened;
        session = broker.connected(first, opened);
        goodbye = session == null;
    }

    private Publish resolved(Publish publish) {
        int alias = (int) publish.properties().number(PropertyId.TOPIC_ALIAS, 0);
        if (alias == 0) {
            return publish;
        }
        if (alias > limits.aliases()) {
            throw ReasonCode.TOPIC_ALIAS_INVALID.refuse("alias " + alias);
        }
        if (!publish.topic().isEmpty()) {
            aliases.put(alias, publish.topic());
            return publish;
        }
        var topic = aliases.get(alias);
        if (topic == null) {
            throw ReasonCode.PROTOCOL_ERROR.refuse("alias " + alias + " stands for nothing yet");
        }
        return new Publish(
                publish.dup(),
                publish.qos(),
                publish.retain(),
                topic,
                publish.packetId(),
                publish.properties(),
                publish.payload());
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which was wanted.
        }
    }

    private void say(MqttPacket last) {
        var out = link;
        if (out != null && out.version() == MqttVersion.V5) {
            out.put(last);
        }
    }

    private void end() {
        var known = session;
        var out = link;
        if (out != null) {
            out.finish();
        } else {
            close();
        }
        if (known != null && out != null && connect != null) {
            broker.gone(known, out, connect, last);
        }
    }
}
