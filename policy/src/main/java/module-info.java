/** The block list and what it decides for one transaction. */
@org.jspecify.annotations.NullMarked
module org.tocsin.policy {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;
    requires transitive org.tocsin.platform;

    exports org.tocsin.policy;
}
