package org.tocsin.exchange.trust;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;

/** All dossiers, and every live report by its id. Bounded, by subject and by reporter. */
final class Dossiers {
    /** Subjects held at once; about 1 kB each. */
    static final int MOST_SUBJECTS = 500_000;

    /** Reports of one member that are held at once. */
    static final int MOST_OF_ONE = 50_000;

    private final Map<Subject, Dossier> bySubject = new HashMap<>();
    private final Map<String, Report> byId = new HashMap<>();
    private final Map<Fingerprint, Integer> live = new HashMap<>();

    @Nullable
    Dossier get(Subject subject) {
        return bySubject.get(subject);
    }

    /** Of all subjects; a view, for whoever closes none meanwhile. */
    Collection<Dossier> all() {
        return Collections.unmodifiableCollection(bySubject.values());
    }

    Dossier open(Subject subject, Instant now) {
        var dossier = bySubject.get(subject);
        if (dossier != null) {
            return dossier;
        }
        var fresh = new Dossier(subject, Judge.nothing(subject, now));
        bySubject.put(subject, fresh);
        return fresh;
    }

    void close(Dossier dossier) {
        bySubject.remove(dossier.subject);
    }

    /** The live report with that id. */
    @Nullable
    Report find(String id) {
        return byId.get(id);
    }

    /** Puts a report in, in the place of what its reporter said before. */
    void keep(Dossier dossier, Report report) {
        var before = dossier.reports.put(report.reporter(), report);
        if (before != null) {
            byId.remove(before.id(), before);
        }
        byId.put(report.id(), report);
        live.merge(report.reporter(), before == null ? 1 : 0, Integer::sum);
    }

    void drop(Dossier dossier, Report report) {
        if (dossier.drop(report)) {
            live.merge(report.reporter(), -1, Integer::sum);
        }
        byId.remove(report.id(), report);
    }

    /** One member must not be able to fill the memory: others' words and own findings need room too. */
    void requireRoom(Member member, Subject subject) {
        if (bySubject.containsKey(subject)) {
            return;
        }
        if (live.getOrDefault(member.fingerprint, 0) >= MOST_OF_ONE) {
            throw new Rejection("trust.reports", MOST_OF_ONE + " reports of " + member.name + " are held already");
        }
        if (bySubject.size() >= MOST_SUBJECTS) {
            throw new Rejection("trust.subjects", MOST_SUBJECTS + " subjects are held already");
        }
    }
}
