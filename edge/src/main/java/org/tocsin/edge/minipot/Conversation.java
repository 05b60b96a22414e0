package org.tocsin.edge.minipot;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;

/** One connection: hands bytes to its dialogue, within what a connection may have, and answers. */
final class Conversation extends ChannelInboundHandlerAdapter implements Visit {
    /** What a visitor is told in all: never much more than it sent, and nobody can fill memory by not reading. */
    static final int MOST_SAID = 4_096;

    /** Of what a visitor calls itself, in characters; a foreign text in a timeline. */
    static final int MOST_NAME = 96;

    private final Minipots pots;
    private final Guest guest;
    private final Dialogue dialogue;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private @Nullable Future<?> deadline;
    private int heard;
    private int said;
    private boolean over;
    private boolean triedNow;
    private long pair;
    private String shipped = "";

    Conversation(Minipots pots, Guest guest) {
        this.pots = pots;
        this.guest = guest;
        this.dialogue = guest.protocol().begin(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(() -> late(ctx), pots.settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
        dialogue.greet();
        answer(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        try {
            if (!over) {
                int size = Math.min(in.readableBytes(), pots.settings.bytes() - heard);
                boolean full = size < in.readableBytes();
                var bytes = new byte[size];
                in.readBytes(bytes);
                heard += size;
                dialogue.hear(bytes, 0, size);
                java.util.Arrays.fill(bytes, (byte) 0);
                if (full && !over) {
                    pots.shed("bytes");
                    over = true;
                }
                if (triedNow) {
                    triedNow = false;
                    pots.due(guest, shipped, pair);
                }
                answer(ctx);
            }
        } finally {
            in.release();
        }
    }

    private void answer(ChannelHandlerContext ctx) {
        if (answer.size() > 0) {
            var _ = ctx.write(ctx.alloc().buffer(answer.size()).writeBytes(answer.toByteArray()));
            answer.reset();
        }
        var flushed = ctx.writeAndFlush(ctx.alloc().buffer(0));
        if (over) {
            var _ = flushed.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void late(ChannelHandlerContext ctx) {
        pots.shed("late");
        over = true;
        var _ = ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over = true;
        var waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /** A visitor that resets its connection is no news. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        over = true;
        var _ = ctx.close();
    }

    @Override
    public void say(byte[] bytes) {
        int size = Math.min(bytes.length, MOST_SAID - said);
        answer.write(bytes, 0, size);
        said += size;
        over |= said == MOST_SAID;
    }

    @Override
    public void login(String user, String secret, Weight weight) {
        pots.meter.count("tocsin_minipot_logins_total", 1);
        boolean listed = pots.visitors.isListed(user, secret);
        pair = pots.visitors.hash(user, secret);
        shipped = listed ? user : "";
        triedNow = true;
        guest.visitor().tried(pair, listed, weight);
    }

    @Override
    public void software(String name) {
        guest.visitor().software = Printable.of(name.substring(0, Math.min(name.length(), MOST_NAME)));
    }

    @Override
    public void token(String word) {
        guest.visitor().token = word;
    }

    @Override
    public void end() {
        over = true;
    }
}
