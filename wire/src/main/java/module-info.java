/** Bytes to records and back, no I/O. */
@org.jspecify.annotations.NullMarked
module org.tocsin.wire {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;

    exports org.tocsin.wire.capture;
    exports org.tocsin.wire.coap;
    exports org.tocsin.wire.dhcp;
    exports org.tocsin.wire.dns;
    exports org.tocsin.wire.http;
    exports org.tocsin.wire.login;
    exports org.tocsin.wire.mqtt;
    exports org.tocsin.wire.modbus;
    exports org.tocsin.wire.packet;
    exports org.tocsin.wire.ssdp;
    exports org.tocsin.wire.ssh;
    exports org.tocsin.wire.tcp;
    exports org.tocsin.wire.tls;
}
