package org.tocsin.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttStream;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.Pingresp;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.Puback;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;

/** A broker that says yes to everything and keeps what it heard; each connection is a virtual thread. */
final class ScriptedBroker implements AutoCloseable {
    final LinkedBlockingQueue<MqttPacket> heard = new LinkedBlockingQueue<>();
    volatile boolean acknowledges = true;
    volatile Properties allows = Properties.NONE;
    volatile @Nullable CountDownLatch readsAfter;

    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    ScriptedBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Sends to every device that is connected. */
    void send(MqttPacket packet, MqttVersion version) throws IOException {
        for (var socket : open) {
            socket.getOutputStream().write(MqttEncoder.encode(packet, version));
        }
    }

    <T extends MqttPacket> T awaits(Class<T> type) throws InterruptedException {
        while (true) {
            var packet = heard.poll(10, TimeUnit.SECONDS);
            if (packet == null) {
                throw new AssertionError("the broker waited 10 s for a " + type.getSimpleName());
            }
            if (type.isInstance(packet)) {
                return type.cast(packet);
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var stream = new MqttStream(MqttVersion.V5, MqttLimits.DEFAULT);
            var chunk = new byte[16_384];
            for (int n = 0; n >= 0; n = socket.getInputStream().read(chunk)) {
                stream.feed(ByteBuffer.wrap(chunk, 0, n));
                for (var packet = stream.next(); packet != null; packet = stream.next()) {
                    heard.add(packet);
                    answer(socket, packet, stream.version());
                }
                var gate = readsAfter;
                if (gate != null) {
                    gate.await();
                }
            }
        } catch (IOException | InterruptedException e) {
            // The other side went away, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Socket socket, MqttPacket packet, MqttVersion version) throws IOException {
        if (packet instanceof Connect) {
            write(socket, new Connack(false, ReasonCode.SUCCESS, allows), version);
        } else if (packet instanceof Pingreq) {
            write(socket, new Pingresp(), version);
        } else if (packet instanceof Publish publish && publish.qos() == Qos.AT_LEAST_ONCE && acknowledges) {
            write(socket, Puback.of(publish.packetId()), version);
        }
    }

    private static void write(Socket socket, MqttPacket packet, MqttVersion version) throws IOException {
        socket.getOutputStream().write(MqttEncoder.encode(packet, version));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
