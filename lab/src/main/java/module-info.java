/** Drills, fleets, attackers, evaluation, benches. */
@org.jspecify.annotations.NullMarked
module org.tocsin.lab {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.node;
    requires transitive org.tocsin.detection;
    requires org.tocsin.crypto;
    requires org.tocsin.edge;
    requires org.tocsin.wire;
    requires java.management;

    exports org.tocsin.lab.bench;
    exports org.tocsin.lab.count;
    exports org.tocsin.lab.drill;
    exports org.tocsin.lab.evaluate;
}
