/** What may be shared, STIX, trust, verdicts, feeds. */
@org.jspecify.annotations.NullMarked
module org.tocsin.exchange {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.platform;
}
