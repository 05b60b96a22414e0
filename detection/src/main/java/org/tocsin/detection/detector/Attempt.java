package org.tocsin.detection.detector;

import org.tocsin.detection.FactoryList;
import org.tocsin.wire.login.LoginListener;
import org.tocsin.wire.login.LoginReader;

/** The log-ins of one connection: kept is the name and a hash of the pair, never the secret. */
final class Attempt implements LoginListener {
    private final FactoryList factory;
    String user = "";
    int pair;
    boolean listed;
    /** By a client that brings a pair of its own, see {@link LoginReader#isUnattended}. */
    boolean unattended;
    /** Perhaps in somebody else's words, see {@link LoginReader#isFetched}. */
    boolean fetched;

    boolean open;
    int tries;
    /** What the last bytes told; taken by the engine after it handed them on. */
    Outcome outcome = Outcome.UNKNOWN;

    boolean decided;

    Attempt(FactoryList factory) {
        this.factory = factory;
    }

    @Override
    public void attempt(String name, String secret) {
        user = name;
        pair = 31 * name.hashCode() + secret.hashCode();
        listed = factory.lists(name, secret);
        open = true;
        tries++;
    }

    @Override
    public void outcome(Outcome what) {
        if (open) {
            open = false;
            decided = true;
            outcome = what;
        }
    }
}
