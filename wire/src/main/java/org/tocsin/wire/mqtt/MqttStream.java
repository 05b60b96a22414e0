package org.tocsin.wire.mqtt;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: chunks of bytes in, packets out. Not for several threads.
 *
 * <p>What it holds back is at most one packet of the limit's size, and grows with what has arrived.
 */
public final class MqttStream {
    private final MqttLimits limits;
    private MqttVersion version;
    private byte[] held = new byte[256];
    private int from;
    private int to;

    /**
     * @param version how packets are read until a CONNECT says otherwise
     */
    public MqttStream(MqttVersion version, MqttLimits limits) {
        this.version = version;
        this.limits = limits;
    }

    /** Takes all that the chunk holds; call {@link #next} until it answers null before the next chunk. */
    public void feed(ByteBuffer chunk) {
        int more = chunk.remaining();
        if (from > 0) {
            System.arraycopy(held, from, held, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to + more > held.length) {
            held = Arrays.copyOf(held, Math.max(held.length * 2, to + more));
        }
        chunk.get(held, to, more);
        to += more;
    }

    /** The next whole packet, or null when more bytes are needed; a rejection ends the stream. */
    public @Nullable MqttPacket next() {
        var buffer = ByteBuffer.wrap(held);
        int length = MqttFraming.frameLength(buffer, from, to, limits.packetBytes());
        if (length == MqttFraming.INCOMPLETE || length > to - from) {
            return null;
        }
        var packet = MqttDecoder.decode(buffer, from, from + length, version, limits);
        from += length;
        if (packet instanceof Connect connect) {
            version = connect.version();
        }
        return packet;
    }

    /** The version that packets are read by. */
    public MqttVersion version() {
        return version;
    }
}
