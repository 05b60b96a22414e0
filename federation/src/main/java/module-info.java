/** Peers, descriptors, circles, follow and offer, evidence of lies. */
@org.jspecify.annotations.NullMarked
module org.tocsin.federation {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.ledger;
    requires transitive org.tocsin.platform;
}
