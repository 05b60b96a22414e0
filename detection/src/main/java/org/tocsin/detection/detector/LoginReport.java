package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Printable;

/** Puts guessed and factory log-ins into words and numbers. */
final class LoginReport {
    private static final String FETCHED = "; whoever had it fetch that URL may have chosen the pair";

    private final Actors actors;
    private final Reporter reporter;

    LoginReport(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.reporter = reporter;
    }

    void bruteForce(Actor who, Guessing.Target target) {
        long span = reporter.now() - target.firstTime;
        int count = target.refusals + target.connections;
        var expected =
                "a client gets in, or gives up after a few tries: within 60 s fewer than 10 failed log-ins, which short SSH connections"
                        + " are taken for, or fewer than 20 other short connections";
        var observed = new StringBuilder();
        Phrases.part(observed, target.refusals, "refused log-in");
        Phrases.part(observed, target.credentialCount(), "different pair of credentials");
        Phrases.part(observed, target.listed, "pair of the factory list");
        Phrases.part(observed, target.ssh, "short SSH connection");
        Phrases.part(observed, target.connections - target.ssh, "short connection");
        observed.setLength(observed.length() - 2);
        observed.append(" at one service in ")
                .append(Phrases.seconds(span))
                .append(Phrases.again(target.episode, "tries"))
                .append(target.fetchedOnly() ? FETCHED : "")
                .append(Phrases.doubt(target.proven));
        reporter.raise(
                who,
                new Address(target.high, target.low),
                new Draft(
                        Kind.BRUTE_FORCE,
                        target.fetchedOnly() ? Draft.TOLD_ONLY : target.refusals > 0 ? 0.95 : 0.8,
                        expected,
                        observed.toString(),
                        List.of(new Address(target.high, target.low)),
                        List.of(target.port),
                        target.proven,
                        target.firstNumber,
                        new Evidence(count, 9, span / 1_000_000, target.episode.repeats())));
    }

    /** @param habit the client did not choose the pair: it was set up with it, or told to fetch. Told, and blames nobody */
    void factory(
            Actor who,
            Address server,
            int port,
            Attempt login,
            boolean seen,
            boolean habit,
            boolean proven,
            long first,
            long begun) {
        var observed = "'" + Printable.of(login.user) + "' "
                + (seen ? "logged in at try " : "tried to log in, the answer was not seen, at try ") + login.tries
                + " with a pair that is on the list of factory credentials"
                + (!habit
                        ? ""
                        : login.fetched ? FETCHED : "; it tried no other, as devices do that were set up with it")
                + Phrases.doubt(proven);
        reporter.raise(
                who,
                server,
                new Draft(
                        Kind.FACTORY_CREDENTIALS,
                        habit ? Draft.TOLD_ONLY : seen ? 0.97 : 0.6,
                        "no device accepts the credentials that its maker ships",
                        observed,
                        List.of(server),
                        List.of(port),
                        proven,
                        first,
                        new Evidence(
                                login.tries,
                                0,
                                (reporter.now() - begun) / 1_000_000,
                                0,
                                seen && proven && actors.inside(server.high(), server.low()))));
    }
}
