package org.tocsin.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttFraming;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PacketType;
import org.tocsin.wire.mqtt.Property;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.ReasonCode;

/** From the broker to the device, on the device's own event loop: one connection there for each here. */
final class UpstreamSide extends ChannelInboundHandlerAdapter {
    private final RelayCore core;
    private final Connection connection;
    private final DeviceSide device;
    private final Connect connect;
    private final BrokerInspector inspector;
    private @Nullable ByteBuf held;

    private UpstreamSide(RelayCore core, Connection connection, DeviceSide device, Connect connect) {
        this.core = core;
        this.connection = connection;
        this.device = device;
        this.connect = connect;
        this.inspector = new BrokerInspector(connect.version(), core.limits);
    }

    /** Connects to the broker and sends the device's CONNECT as it came. */
    static void dial(RelayCore core, Connection connection, DeviceSide device, byte[] first) {
        var connect = connection.connect();
        if (connect == null) {
            return;
        }
        if (!core.upstream.isKnown()) {
            core.meter.count("tocsin_edge_upstream_unreachable_total", 1);
            connection.end(Ending.BROKER, ReasonCode.SERVER_UNAVAILABLE, "broker unknown", core.clock.nanos());
            return;
        }
        var loop = connection.channel.eventLoop();
        long mostMillis = core.settings.deadlines().upstream().toMillis();
        var dialled = core.loops
                .client(loop)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, mostMillis))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        var tls = core.upstreamTls;
                        if (tls != null) {
                            var broker = core.settings.upstream();
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), broker.host(), broker.port()));
                        }
                        channel.pipeline().addLast(new UpstreamSide(core, connection, device, connect));
                    }
                })
                .connect(core.upstream.address());
        connection.upstream(dialled.channel());
        var _ = dialled.addListener(done -> {
            if (connection.finished()) {
                var _ = dialled.channel().close();
            } else if (done.isSuccess()) {
                var _ = dialled.channel().writeAndFlush(Unpooled.wrappedBuffer(first));
                device.connected(dialled.channel());
            } else {
                core.meter.count("tocsin_edge_upstream_unreachable_total", 1);
                connection.end(Ending.BROKER, ReasonCode.SERVER_UNAVAILABLE, "broker unreachable", core.clock.nanos());
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        if (connection.finished()) {
            bytes.release();
            return;
        }
        var all = held == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, bytes);
        held = all;
        try {
            pass(all);
        } catch (Rejection refused) {
            core.meter.count("tocsin_edge_upstream_protocol_total", 1);
            connection.end(Ending.BROKER, ReasonCode.UNSPECIFIED_ERROR, RelayCore.said(refused), core.clock.nanos());
        }
        if (held != null && !held.isReadable()) {
            held.release();
            held = null;
        }
        if (!connection.channel.isWritable()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void pass(ByteBuf bytes) {
        var view = bytes.nioBufferCount() == 1
                ? bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes())
                : bytes.nioBuffer();
        int from = view.position();
        int at = from;
        int end = view.limit();
        boolean begins = false;
        while (!begins) {
            int length = MqttFraming.frameLength(view, at, end, core.limits.packetBytes());
            if (length == MqttFraming.INCOMPLETE || length > end - at) {
                break;
            }
            var type = inspector.inspect(view, at, at + length);
            begins = type == PacketType.CONNACK;
            if (type == PacketType.PUBACK || type == PacketType.PUBREC) {
                device.answered();
            }
            at += length;
        }
        var connack = inspector.connack();
        if (begins && connack != null) {
            answer(bytes, at - from, connack);
            pass(bytes);
        } else if (at > from) {
            var _ = connection.channel.write(bytes.readRetainedSlice(at - from));
        }
    }

    /** Passes CONNACK on, and says when the session began. */
    private void answer(ByteBuf bytes, int length, Connack connack) {
        if (connack.reason().isError()) {
            var _ = connection.channel.write(bytes.readRetainedSlice(length));
            return;
        }
        var told = withKeepAlive(connack);
        if (told.equals(connack)) {
            var _ = connection.channel.write(bytes.readRetainedSlice(length));
        } else {
            bytes.skipBytes(length);
            var _ = connection.channel.write(Unpooled.wrappedBuffer(MqttEncoder.encode(told, connect.version())));
        }
        device.accepted(connack);
        connection.opened(core.clock.nanos());
    }

    /** Tells an MQTT 5 device how long the relay waits, where it asked for more. Source: MQTT 5.0 section 3.2.2.3.14. */
    private Connack withKeepAlive(Connack connack) {
        long most = core.settings.deadlines().idle().toSeconds() * 2 / 3;
        long asked = connack.properties().number(PropertyId.SERVER_KEEP_ALIVE, connect.keepAlive());
        if (connect.version() != MqttVersion.V5 || (asked > 0 && asked <= most)) {
            return connack;
        }
        var properties = connack.properties()
                .without(PropertyId.SERVER_KEEP_ALIVE)
                .with(new Property.Num(PropertyId.SERVER_KEEP_ALIVE, Math.clamp(most, 1, 65_535)));
        return new Connack(connack.sessionPresent(), connack.reason(), properties);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        connection.channel.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        device.brokerWritable(ctx.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        var why = device.saidGoodbye() ? Ending.DEVICE : Ending.BROKER;
        connection.end(why, ReasonCode.SERVER_UNAVAILABLE, "", core.clock.nanos());
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
        connection.end(Ending.BROKER, ReasonCode.SERVER_UNAVAILABLE, "", core.clock.nanos());
    }
}
