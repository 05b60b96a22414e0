/** One organisation's process: HTTP server, console, flows, wiring. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.tocsin.node {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.federation;
    requires transitive org.tocsin.exchange;
    requires transitive org.tocsin.edge;
    requires io.helidon.common.tls;
    requires io.jstach.jstache;
    requires io.jstach.jstachio;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires java.logging;
    requires java.sql;

    exports org.tocsin.node;
    exports org.tocsin.node.chronicle;
    exports org.tocsin.node.doctor;
    exports org.tocsin.node.home;
    exports org.tocsin.node.log;
}
