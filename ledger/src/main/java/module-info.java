/** Logs, proofs, checkpoints, witness rules. */
@org.jspecify.annotations.NullMarked
module org.tocsin.ledger {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;
    requires transitive org.tocsin.crypto;

    exports org.tocsin.ledger.archive;
    exports org.tocsin.ledger.bench;
    exports org.tocsin.ledger.checkpoint;
    exports org.tocsin.ledger.disk;
    exports org.tocsin.ledger.entry;
    exports org.tocsin.ledger.follow;
    exports org.tocsin.ledger.log;
    exports org.tocsin.ledger.merkle;
    exports org.tocsin.ledger.wal;
}
