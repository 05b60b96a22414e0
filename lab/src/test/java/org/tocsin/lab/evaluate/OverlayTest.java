package org.tocsin.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.lab.bench.Corpora;
import org.tocsin.lab.evaluate.judge.Candidate;

/** A real scan, done by a device of another house. */
final class OverlayTest {
    private static final String ATTACK = "infection/slips-test7-iot-scan-infection.pcap";
    private static final String BENIGN = "benign-7day/schlage-lock-01.pcap";

    private final Path folder = folder();
    private final byte[] benign = read(BENIGN);
    private final Home home = Home.of(benign).orElseThrow();
    private final Cut cut =
            Cut.of(ATTACK, read(ATTACK), Labels.of(folder).of(ATTACK).orElseThrow());

    @Test
    void theDeviceIsTheOneThatTheCaptureIsAbout() {
        assertThat(home.device()).hasToString("192.168.1.122");
    }

    @Test
    void eachOfItsThreeScansIsFoundAndNothingElse() {
        var overlay = new Overlay(benign, home, cut);
        var ours = Candidate.all().getFirst();
        var outcome = Trial.run(overlay, overlay, ours, Duration.ofMinutes(60));
        assertThat(outcome.attacks()).hasSize(3).allMatch(Optional::isPresent);
        assertThat(outcome.wrong()).isZero();
    }

    @Test
    void whereItComesFromDoesNotGiveItAway() {
        assertThat(Leak.auc(new Overlay(benign, home, cut), home)).isLessThan(0.6);
    }

    /** The test itself: hops of another house are a leak, and it is seen. */
    @Test
    void hopsOfAnotherHouseWouldGiveItAway() {
        var other = new Home(
                home.device(), home.mac(), home.router(), home.hops() - 7, home.hopsBack(), home.from(), home.to());
        assertThat(Leak.auc(new Overlay(benign, other, cut), home)).isGreaterThan(0.9);
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Path folder() {
        var captures = Corpora.captures();
        assumeTrue(captures.isPresent(), "no corpora; name their folder in TOCSIN_CORPORA");
        return captures.orElseThrow();
    }
}
