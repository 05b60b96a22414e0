package org.tocsin.lab.fleet;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttStream;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.Puback;
import org.tocsin.wire.mqtt.Pubcomp;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Pubrec;
import org.tocsin.wire.mqtt.Pubrel;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;
import org.tocsin.wire.mqtt.Suback;
import org.tocsin.wire.mqtt.Subscribe;
import org.tocsin.wire.mqtt.Subscription;
import org.tocsin.wire.mqtt.Unsuback;

/** A small blocking MQTT client over any socket; a virtual thread reads. */
public final class LabClient implements AutoCloseable {
    private static final int ANSWER_SECONDS = 20;

    private final Socket socket;
    private final MqttVersion version;
    private final Consumer<Publish> inbox;
    private final Map<Integer, CompletableFuture<MqttPacket>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<MqttPacket> accepted = new CompletableFuture<>();
    private final CompletableFuture<ReasonCode> ended = new CompletableFuture<>();
    private int lastId;

    private LabClient(Socket socket, MqttVersion version, Consumer<Publish> inbox) {
        this.socket = socket;
        this.version = version;
        this.inbox = inbox;
    }

    /**
     * Sends CONNECT and waits for CONNACK; an {@link IOException} if there is none, or if it says no.
     *
     * @param inbox gets messages on the reading thread, before they are acknowledged
     */
    public static LabClient connect(Socket socket, Connect connect, Consumer<Publish> inbox) throws IOException {
        socket.setTcpNoDelay(true);
        var client = new LabClient(socket, connect.version(), inbox);
        Thread.ofVirtual().name("lab-client").start(client::read);
        client.write(connect);
        if (client.await(client.accepted) instanceof Connack connack
                && !connack.reason().isError()) {
            return client;
        }
        client.close();
        throw new IOException("refused: " + client.accepted.join());
    }

    /** Subscribes and waits for the answer, one reason a filter. */
    public List<ReasonCode> subscribe(Subscription... wishes) throws IOException {
        int id = nextId();
        var answer = ask(id, new Subscribe(id, Properties.NONE, List.of(wishes)));
        return answer instanceof Suback suback ? suback.reasons() : List.of();
    }

    /** Publishes; with QoS 1 and 2 waits until the broker has it. */
    public void publish(Publish publish) throws IOException {
        if (publish.qos() == Qos.AT_MOST_ONCE) {
            write(publish);
            return;
        }
        var answer = ask(publish.packetId(), publish);
        if (answer instanceof Pubrec) {
            ask(publish.packetId(), Pubrel.of(publish.packetId()));
        }
    }

    /** A packet identifier for the next publish. */
    public synchronized int nextId() {
        lastId = lastId % 65_535 + 1;
        return lastId;
    }

    /** The reason with which the other side ended the connection; SUCCESS if it gave none. */
    public CompletableFuture<ReasonCode> ended() {
        return ended;
    }

    private MqttPacket ask(int id, MqttPacket packet) throws IOException {
        var answer = new CompletableFuture<MqttPacket>();
        answers.put(id, answer);
        if (ended.isDone()) {
            throw new IOException("the connection has ended");
        }
        write(packet);
        return await(answer);
    }

    private MqttPacket await(CompletableFuture<MqttPacket> answer) throws IOException {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void read() {
        var why = ReasonCode.SUCCESS;
        try {
            var stream = new MqttStream(version, MqttLimits.DEFAULT);
            var chunk = new byte[16_384];
            for (int n = 0; n >= 0; n = socket.getInputStream().read(chunk)) {
                stream.feed(ByteBuffer.wrap(chunk, 0, n));
                for (var packet = stream.next(); packet != null; packet = stream.next()) {
                    if (packet instanceof Disconnect last) {
                        why = last.reason();
                    } else {
                        take(packet);
                    }
                }
            }
        } catch (IOException | Rejection e) {
            // The connection is over, whatever it was; who waits is told below.
        } finally {
            ended.complete(why);
            var over = new IOException("the connection has ended");
            accepted.completeExceptionally(over);
            answers.values().forEach(answer -> answer.completeExceptionally(over));
        }
    }

    private void take(MqttPacket packet) throws IOException {
        switch (packet) {
            case Connack connack -> accepted.complete(connack);
            case Puback p -> answer(p.packetId(), p);
            case Pubrec p -> answer(p.packetId(), p);
            case Pubcomp p -> answer(p.packetId(), p);
            case Suback p -> answer(p.packetId(), p);
            case Unsuback p -> answer(p.packetId(), p);
            case Publish p -> receive(p);
            case Pubrel p -> write(Pubcomp.of(p.packetId()));
            default -> {}
        }
    }

    private void receive(Publish publish) throws IOException {
        inbox.accept(publish);
        switch (publish.qos()) {
            case AT_MOST_ONCE -> {}
            case AT_LEAST_ONCE -> write(Puback.of(publish.packetId()));
            case EXACTLY_ONCE -> write(Pubrec.of(publish.packetId()));
        }
    }

    private void answer(int id, MqttPacket packet) {
        var waiting = answers.remove(id);
        if (waiting != null) {
            waiting.complete(packet);
        }
    }

    private synchronized void write(MqttPacket packet) throws IOException {
        socket.getOutputStream().write(MqttEncoder.encode(packet, version));
    }

    /** Says goodbye and closes. */
    public void disconnect() throws IOException {
        write(Disconnect.of(ReasonCode.SUCCESS));
        close();
    }

    /** Closes without a goodbye. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
