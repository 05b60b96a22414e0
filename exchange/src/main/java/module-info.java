/** What may be shared, STIX, trust, verdicts, feeds. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic")
module org.tocsin.exchange {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.platform;
    requires java.json.canonicalization;
    requires java.sql;

    exports org.tocsin.exchange;
}
