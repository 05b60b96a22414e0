/** Keys, suites, envelopes. */
@org.jspecify.annotations.NullMarked
module org.tocsin.crypto {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;
}
