package org.tocsin.exchange;

import java.util.List;
import org.tocsin.exchange.stix.StixReader;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.exchange.trust.MemberTrust;
import org.tocsin.exchange.trust.OwnTraffic;
import org.tocsin.exchange.trust.Protected;
import org.tocsin.exchange.trust.Standing;
import org.tocsin.exchange.trust.TrustEngine;
import org.tocsin.exchange.trust.TrustJournal;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;

/** Walks the road of a statement with nobody listening, so that the first real one meets compiled code. */
final class Rehearsal {
    private static final int FIRST = 0xc6336400; // 198.51.100.0, documentation addresses: nobody's

    private Rehearsal() {}

    /** Says, reads, judges and takes back that many indicators. */
    static void run(int rounds, Clock clock, Entropy entropy) {
        var reporter = Fingerprint.of(entropy.bytes(32));
        var engine = new TrustEngine(
                Fingerprint.of(entropy.bytes(32)),
                new Protected(List.of(), List.of(), List.of()),
                new OwnTraffic(),
                TrustSettings.defaults(),
                clock,
                TrustJournal.none());
        var trust = MemberTrust.start(MemberTrust.Prior.INVITED, clock.now());
        engine.admit(reporter, new Standing("rehearsal", reporter.hex(), false, false, trust));
        var writer = new StixWriter(reporter);
        for (int round = 0; round < rounds; round++) {
            var subject = Subject.host(Address.v4(FIRST + round % 256));
            var said = writer.indicator(subject, AttackClass.BRUTE_FORCE, clock.minute());
            var read = StixReader.indicator(said.body().toArray(), reporter);
            engine.accept(new Report(reporter, read.id(), read.subject(), read.attack(), read.observed(), clock.now()));
            engine.retract(reporter, read.id());
            engine.expire();
        }
    }
}
