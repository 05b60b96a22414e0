package org.tocsin.edge;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of the data path: epoll where its native library is, else NIO. Several relays may share them, as the
 * twenty organisations of a drill in one process do.
 */
public final class Loops implements AutoCloseable {
    private final boolean epoll;
    private final EventLoopGroup group;

    private Loops(boolean epoll, int threads) {
        this.epoll = epoll;
        var names = new DefaultThreadFactory("tocsin-edge", true);
        this.group = new MultiThreadIoEventLoopGroup(
                threads, names, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** Opens that many threads. */
    public static Loops open(int threads) {
        return new Loops(Epoll.isAvailable(), threads);
    }

    /** Without native libraries, for machines that have none and for the test that this works. */
    static Loops openPortable(int threads) {
        return new Loops(false, threads);
    }

    /** Whether native epoll is in use. */
    public boolean isNative() {
        return epoll;
    }

    ServerBootstrap server() {
        return new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    }

    Bootstrap client(EventLoop loop) {
        return new Bootstrap().group(loop).channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
