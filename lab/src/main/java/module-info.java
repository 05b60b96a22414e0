/** Drills, fleets, attackers, evaluation, benches. */
@org.jspecify.annotations.NullMarked
module org.tocsin.lab {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.node;
    requires transitive org.tocsin.detection;

    exports org.tocsin.lab.bench;
}
