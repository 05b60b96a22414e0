/** Stands before the devices: tap, relays, enforcers. */
@org.jspecify.annotations.NullMarked
module org.tocsin.edge {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.detection;
    requires transitive org.tocsin.policy;
}
