package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.exchange.trust.Protected;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Prefix;

/** Addresses behind which sites of many owners stand. */
final class CautionTest {
    private static final Address CDN = Address.parse("104.16.1.2");

    @TempDir
    Path folder;

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"104.16.1.2", "2606:4700::6810:1", "151.101.1.69", "http://104.16.1.2/bin.sh"})
    void aCommandServerBehindAContentNetworkIsCutOffHereAndItsNeighboursAccusedToNobody(String text) {
        var called = called(Subject.parse(text));
        assertThat(pair.acme.observe(called).statement()).isEmpty();
        assertThat(pair.acme.explain(Subject.parse(text)).basis()).isEqualTo(Basis.LOCAL);
        assertThat(pair.acme.withheld(called))
                .hasValueSatisfying(list -> assertThat(list).startsWith("the caution list ("));
    }

    @Test
    void itsNameIsToldOfAndSoIsWhoeverStandsAlone() {
        for (var text : List.of("c2.example.net", "http://c2.example.net/bin.sh", "203.0.113.7")) {
            var called = called(Subject.parse(text));
            assertThat(pair.acme.withheld(called)).isEmpty();
            assertThat(pair.acme.observe(called).statement()).as(text).isPresent();
        }
    }

    @Test
    void noSingleVoiceHasAContentNetworkRefusedHoweverWellItIsTrusted() {
        pair.report(CDN);
        assertThat(pair.basis(CDN)).isEqualTo(Basis.NOTHING);
        assertThat(pair.beta.explain(Subject.host(CDN)).reasons().getFirst()).contains("no single voice acts");
        pair.declare(true);
        assertThat(pair.basis(CDN)).as("trusted in full").isEqualTo(Basis.NOTHING);
        pair.report(Address.parse("104.16.1.3"));
        assertThat(pair.basis(Address.parse("104.16.1.3"))).isEqualTo(Basis.NOTHING);
    }

    @Test
    void aQuorumBlocksThereAsAnywhere() {
        pair.report(CDN);
        IntStream.range(1, 9).forEach(i -> {
            var member = Fingerprint.hex("%02x".formatted(i).repeat(32));
            pair.beta.admit(member, "m" + i + ".example", member.hex(), false, false);
            var said = new StixWriter(member)
                    .indicator(Subject.host(CDN), AttackClass.FACTORY_CREDENTIALS, pair.clock.minute());
            pair.beta.hear(
                    new Place(member, "log", 0),
                    said.type().number(),
                    false,
                    said.body().toArray());
        });
        assertThat(pair.basis(CDN)).isEqualTo(Basis.BLOCK);
    }

    @Test
    void whatIsOutsideIsOnNoListAndWhatTheSettingsAddIs() {
        var settings = new ExchangeSettings(
                TrustSettings.defaults(), List.of(), List.of("203.0.113.0/24"), List.of("104.16.0.0/16"));
        var assets = Exchange.assets(settings);
        assertThat(assets.shared(Subject.parse("203.0.113.7"))).contains(Protected.CAUTION);
        assertThat(assets.shared(Subject.parse("104.16.1.2"))).isEmpty();
        assertThat(assets.touched(Prefix.parse("203.0.113.7"))).isEmpty();
    }

    private static Observation called(Subject server) {
        return new Observation.CallHome(server, AttackClass.COMMAND_AND_CONTROL, true);
    }
}
