package org.tocsin.exchange.trust;

import java.time.Instant;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;

/** Hears what must survive a restart. Called under the engine's lock: it notes and returns, SQL follows later. */
public interface TrustJournal {
    void reported(Report report);

    /** It was taken back, or has grown stale: nothing of what its reporter said of the subject is kept. */
    void retracted(Report report);

    void trust(Fingerprint member, MemberTrust trust);

    void allowed(Subject subject, String who, Instant until);

    /** The reporter's word about the subject counts as own evidence until then, while full trust is declared. */
    void fullyTrusted(Fingerprint reporter, Subject subject, Instant until);

    /** Own evidence bore the reporter's word about the subject out; noted before the trust that it earns. */
    void confirmed(Fingerprint reporter, Subject subject, Instant at);

    /** Remembers nothing. */
    static TrustJournal none() {
        return new TrustJournal() {
            @Override
            public void reported(Report report) {}

            @Override
            public void retracted(Report report) {}

            @Override
            public void trust(Fingerprint member, MemberTrust trust) {}

            @Override
            public void allowed(Subject subject, String who, Instant until) {}

            @Override
            public void fullyTrusted(Fingerprint reporter, Subject subject, Instant until) {}

            @Override
            public void confirmed(Fingerprint reporter, Subject subject, Instant at) {}
        };
    }
}
