/** Peers, descriptors, circles, follow and offer, evidence of lies. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic")
module org.tocsin.federation {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.ledger;
    requires transitive org.tocsin.platform;
    requires io.helidon.common.tls;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires io.helidon.webserver.http2;
    requires java.net.http;
    requires java.sql;

    exports org.tocsin.federation;
}
