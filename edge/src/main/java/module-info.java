/** Stands before the devices: tap, relays, enforcers. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the lab is built later
module org.tocsin.edge {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.detection;
    requires transitive org.tocsin.policy;
    requires transitive org.tocsin.wire;
    requires org.tocsin.crypto;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires java.naming;

    exports org.tocsin.edge;
    exports org.tocsin.edge.live;
    exports org.tocsin.edge.minipot;
    exports org.tocsin.edge.nft;
    exports org.tocsin.edge.linux to
            org.tocsin.lab;
}
