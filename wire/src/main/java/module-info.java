/** Bytes to records and back, no I/O. */
@org.jspecify.annotations.NullMarked
module org.tocsin.wire {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;

    exports org.tocsin.wire.capture;
    exports org.tocsin.wire.dns;
    exports org.tocsin.wire.login;
    exports org.tocsin.wire.mqtt;
    exports org.tocsin.wire.packet;
}
