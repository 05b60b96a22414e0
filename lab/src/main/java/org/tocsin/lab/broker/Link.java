package org.tocsin.lab.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PropertyId;

/** The way out to one client: a bounded queue and a virtual thread that empties it in as few writes as possible. */
final class Link {
    private static final int QUEUE = 8_192;
    private static final int BEST_EFFORT = QUEUE - 1_024;
    private static final byte[] END = new byte[0];

    private final Socket socket;
    private final MqttVersion version;
    private final int window;
    private final long mostBytes;
    private final ArrayBlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);

    Link(Socket socket, Connect connect, BrokerLimits limits) {
        this.socket = socket;
        this.version = connect.version();
        long asked = connect.properties().number(PropertyId.RECEIVE_MAXIMUM, 65_535);
        this.window = (int) Math.min(asked, limits.window());
        this.mostBytes = connect.properties().number(PropertyId.MAXIMUM_PACKET_SIZE, Integer.MAX_VALUE);
        Thread.ofVirtual().name("lab-broker-out").start(this::run);
    }

    MqttVersion version() {
        return version;
    }

    /** How many messages may be on their way without an answer. */
    int window() {
        return window;
    }

    /** Sends if there is room; what is larger than the client takes counts as sent (MQTT 5.0 section 3.1.2.11.4). */
    boolean offer(MqttPacket packet) {
        var bytes = MqttEncoder.encode(packet, version);
        return bytes.length > mostBytes || (queue.size() < BEST_EFFORT && queue.offer(bytes));
    }

    /** Sends; a client so slow that there is no room loses its connection, not its messages. */
    void put(MqttPacket packet) {
        var bytes = MqttEncoder.encode(packet, version);
        if (bytes.length <= mostBytes && !queue.offer(bytes)) {
            close();
        }
    }

    /** Sends what is queued, then closes. */
    void finish() {
        if (!queue.offer(END)) {
            close();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which was wanted.
        }
    }

    private void run() {
        var batch = new ArrayList<byte[]>();
        try (socket) {
            var out = socket.getOutputStream();
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, 256);
                var bytes = new ByteArrayOutputStream();
                for (var packet : batch) {
                    if (packet.length == 0) {
                        out.write(bytes.toByteArray());
                        return;
                    }
                    bytes.write(packet);
                }
                out.write(bytes.toByteArray());
                batch.clear();
            }
        } catch (IOException e) {
            // The client went away; its reader says so to the broker.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
