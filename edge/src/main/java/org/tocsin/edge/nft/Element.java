package org.tocsin.edge.nft;

/** Somebody in a set. */
record Element(Kind kind, Whom whom) {
    SetName set() {
        return switch (whom) {
            case Whom.Mac _ -> new SetName(kind, 48, 48);
            case Whom.Hosts(var prefix) -> new SetName(kind, prefix.address().width(), prefix.length());
        };
    }
}
