package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;

/** Hears what must survive a restart. Called under the engine's lock: it notes and returns, SQL follows later. */
public interface TrustJournal {
    void reported(Report report);

    /** It was taken back, or has grown stale: of what its reporter said of the subject only a stay in the fast lane is kept. */
    void retracted(Report report);

    void trust(Fingerprint member, MemberTrust trust);

    void allowed(Subject subject, String who, Instant until);

    /** The reporter's word about the subject counts as own evidence until then, while full trust is declared. */
    void fullyTrusted(Fingerprint reporter, Subject subject, Instant until);

    /** The reporter's word about the subject confirms nobody from now on; noted before the trust that it earned, if any. */
    void confirmed(Fingerprint reporter, Subject subject, Instant at);

    /** A quorum blocks the subject until then; nothing does any more if that is past. */
    void blocked(Subject subject, Instant until);

    /**
     * One reporter's word refuses new sessions of a host; granted or renewed. Kept for an hour from its beginning, whether or not
     * the word was taken back meanwhile.
     *
     * @param began when the report came that it was granted for
     * @param renewed when, for {@link #LENGTH}
     * @param renewals how often so far
     */
    record Lane(Subject subject, Fingerprint reporter, Instant began, Instant renewed, int renewals) {
        public static final Duration LENGTH = Lease.LENGTH;
        public static final Duration KEPT = Duration.ofHours(1);
    }

    void leased(Lane lane);

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

            @Override
            public void blocked(Subject subject, Instant until) {}

            @Override
            public void leased(Lane lane) {}
        };
    }
}
