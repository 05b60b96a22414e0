package org.tocsin.node.town;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tocsin.exchange.Subject;
import org.tocsin.federation.Peer;

/** Two organisations that share, in one JVM; the first is attacked, the second hears of it. A third waits to be accepted. */
public final class Town implements AutoCloseable {
    public static final String GUESSER = "198.51.100.7";
    public static final String CAMERA = "192.168.1.50";

    public final TestNode acme;
    public final TestNode beta;

    private Town(TestNode acme, TestNode beta) {
        this.acme = acme;
        this.beta = beta;
    }

    public static Town start(Path folder) throws IOException, InterruptedException {
        var acme = TestNode.start(folder, "acme.example");
        var beta = TestNode.start(folder, "beta.example");
        beta.node.federation().join(acme.node.federation().invite().token());
        acme.node.federation().accept(beta.node.federation().own().fingerprint());
        beta.node.federation().accept(acme.node.federation().own().fingerprint());
        var town = new Town(acme, beta);
        town.await(() -> town.connected(acme) && town.connected(beta), "peers connect");
        return town;
    }

    private boolean connected(TestNode one) {
        return one.node.federation().peers().stream()
                .allMatch(peer -> peer.state() == Peer.State.ACCEPTED
                        && one.node.federation().link(peer.fingerprint()).connected());
    }

    /** Somebody guesses passwords at a camera of acme, gets in, and the camera begins to scan. */
    public void attack() throws IOException {
        var _ = acme.node.watch(
                "hand-made", new Packets().guesses(GUESSER, CAMERA, 16).scan(CAMERA, "203.0.113.", 40).stream());
        await(() -> inForce(beta, GUESSER), "beta protects itself");
    }

    public static boolean inForce(TestNode one, String address) {
        return one.node.exchange().explain(Subject.parse(address)).inForce();
    }

    /** Waits for what other threads bring about; the build's limit ends it if they do not. */
    public void await(BooleanSupplier what, String name) {
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (!what.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not come about: " + name + "; "
                        + acme.node.chronicle().recent(20));
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        acme.close();
        beta.close();
    }
}
