/** SQL, settings, HTTP conventions, authentication, event log, jobs, metrics. */
@org.jspecify.annotations.NullMarked
module org.tocsin.platform {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;
    requires transitive org.tocsin.crypto;
}
