/** SQL, settings, HTTP conventions, authentication, event log, jobs, metrics. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.tocsin.platform {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;
    requires transitive org.tocsin.crypto;
    requires transitive io.helidon.common.socket;
    requires transitive org.jdbi.v3.core;
    requires transitive tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires flyway.core;
    requires java.sql;

    exports org.tocsin.platform;
    exports org.tocsin.platform.auth;
    exports org.tocsin.platform.event;
    exports org.tocsin.platform.http;
    exports org.tocsin.platform.json;
    exports org.tocsin.platform.metrics;
    exports org.tocsin.platform.settings;
    exports org.tocsin.platform.store;
}
