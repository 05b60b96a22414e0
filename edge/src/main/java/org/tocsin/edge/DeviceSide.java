package org.tocsin.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.MqttFraming;
import org.tocsin.wire.mqtt.PacketType;
import org.tocsin.wire.mqtt.ReasonCode;

/**
 * From the device to the broker. Whole packets are checked where they lie and passed on as slices, never decoded into
 * objects and written again. Nothing is acknowledged here: the device hears what the broker says.
 *
 * <p>It is read only while there is room ahead: the broker takes bytes, has answered most messages, the rate is kept.
 */
final class DeviceSide extends ChannelInboundHandlerAdapter {
    private static final int CONNECTING = 1;
    private static final int BROKER_FULL = 2;
    private static final int UNANSWERED = 4;
    private static final int TOO_FAST = 8;

    private final RelayCore core;
    private final Connection connection;
    private final ClientInspector inspector;
    private final Pace pace;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf held;
    private @Nullable Channel broker;
    private Duration silence;
    private boolean accepted;
    private boolean partial;
    private int paused;

    DeviceSide(RelayCore core, Connection connection) {
        this.core = core;
        this.connection = connection;
        this.inspector = new ClientInspector(core.limits);
        this.silence = core.settings.deadlines().connect();
        int rate = core.settings.quotas().packetsPerSecond();
        this.pace = new Pace(rate, rate, core.clock.nanos());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        if (connection.finished()) {
            bytes.release();
            return;
        }
        held = held == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, bytes);
        drain();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (broker != null) {
            broker.flush();
        }
    }

    /** Checks and passes on every whole packet that is there; the rest is kept. */
    private void drain() {
        var bytes = held;
        if (bytes == null || (paused & CONNECTING) != 0) {
            return;
        }
        long now = core.clock.nanos();
        try {
            int packets = pass(bytes);
            watch(now, packets > 0, bytes);
            slowDown(packets, now);
        } catch (Rejection refused) {
            connection.end(Ending.PROTOCOL, ReasonCode.of(refused), RelayCore.said(refused), now);
        }
        if (held != null && !held.isReadable()) {
            held.release();
            held = null;
        }
    }

    private int pass(ByteBuf bytes) {
        int readable = bytes.readableBytes();
        var view = bytes.nioBufferCount() == 1
                ? bytes.internalNioBuffer(bytes.readerIndex(), readable)
                : bytes.nioBuffer();
        int start = view.position();
        int end = view.limit();
        int at = start;
        int packets = 0;
        while (!inspector.ended() || at < end) {
            int length = MqttFraming.frameLength(view, at, end, core.limits.packetBytes());
            if (length == MqttFraming.INCOMPLETE || length > end - at) {
                break;
            }
            var type = inspector.inspect(view, at, at + length);
            at += length;
            packets++;
            if (type == PacketType.CONNECT) {
                connect(bytes, view, at - start);
                return packets;
            }
        }
        forward(bytes, at - start);
        return packets;
    }

    private void connect(ByteBuf bytes, ByteBuffer view, int length) {
        var packet = inspector.connect();
        if (packet == null || !connection.connecting(packet)) {
            return;
        }
        var first = new byte[length];
        view.get(view.position(), first);
        bytes.skipBytes(length);
        silence = silence(packet.keepAlive());
        pause(CONNECTING);
        connection.due(core.clock.nanos(), core.settings.deadlines().upstream());
        UpstreamSide.dial(core, connection, this, first);
    }

    /** One and a half keep-alives (MQTT 5.0 section 3.1.2.10), but never more than the relay's own limit. */
    private Duration silence(int keepAlive) {
        var idle = core.settings.deadlines().idle();
        var asked = Duration.ofMillis(keepAlive * 1_500L);
        return keepAlive == 0 || asked.compareTo(idle) > 0 ? idle : asked;
    }

    private void forward(ByteBuf bytes, int length) {
        var to = broker;
        if (length == 0 || to == null) {
            return;
        }
        var _ = to.write(bytes.readRetainedSlice(length));
        if (!to.isWritable()) {
            pause(BROKER_FULL);
        }
        if (inspector.unanswered() >= core.settings.quotas().unanswered()) {
            pause(UNANSWERED);
        }
        if (inspector.ended()) {
            to.flush();
        }
    }

    /** Sets the deadline: of the packet that has begun, else of the silence. */
    private void watch(long now, boolean progress, ByteBuf bytes) {
        if (!accepted || (partial && !progress)) {
            return;
        }
        partial = bytes.isReadable();
        var packet = core.settings.deadlines().packet();
        connection.due(now, partial && packet.compareTo(silence) < 0 ? packet : silence);
    }

    private void slowDown(int packets, long now) {
        long wait = packets == 0 ? 0 : pace.reserve(packets, now, Long.MAX_VALUE);
        var ctx = context;
        if (wait > 0 && ctx != null) {
            pause(TOO_FAST);
            var _ = ctx.executor().schedule(() -> resume(TOO_FAST), wait, TimeUnit.NANOSECONDS);
        }
    }

    /** The broker's connection stands and has been sent CONNECT. */
    void connected(Channel upstream) {
        broker = upstream;
        resume(CONNECTING);
        drain();
        upstream.flush();
    }

    /** The broker has accepted the device. */
    void accepted(Connack connack) {
        inspector.accepted(connack);
        accepted = true;
        connection.due(core.clock.nanos(), silence);
    }

    /** The broker answered a message. */
    void answered() {
        inspector.answered();
        if ((paused & UNANSWERED) != 0
                && inspector.unanswered() < core.settings.quotas().unanswered() / 2) {
            resume(UNANSWERED);
        }
    }

    /** Whether the broker can take more. */
    void brokerWritable(boolean writable) {
        if (writable) {
            resume(BROKER_FULL);
        } else {
            pause(BROKER_FULL);
        }
    }

    boolean saidGoodbye() {
        return inspector.ended();
    }

    private void pause(int why) {
        paused |= why;
        connection.channel.config().setAutoRead(false);
    }

    private void resume(int why) {
        paused &= ~why;
        if (paused == 0 && !connection.finished()) {
            connection.channel.config().setAutoRead(true);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (broker != null) {
            broker.config().setAutoRead(ctx.channel().isWritable());
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.end(Ending.DEVICE, ReasonCode.SUCCESS, "", core.clock.nanos());
    }
}
