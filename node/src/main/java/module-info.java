/** One organisation's process: HTTP server, console, flows, wiring. */
@org.jspecify.annotations.NullMarked
module org.tocsin.node {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.federation;
    requires transitive org.tocsin.exchange;
    requires transitive org.tocsin.edge;
}
