/** Per-device state and detectors; findings with their evidence. */
@org.jspecify.annotations.NullMarked
module org.tocsin.detection {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.wire;
    requires transitive org.tocsin.platform;

    exports org.tocsin.detection;
}
