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
import org.tocsin.exchange.feed.FeedWriter;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.exchange.trust.Protected;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;

/** Reports of names and URLs, which others enforce who take the feed. */
final class NamesTest {
    private static final Fingerprint EVIL = Fingerprint.hex("77".repeat(32));

    @TempDir
    Path folder;

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
        pair.beta.spare("beta.example");
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns.google",
                "login.microsoftonline.com",
                "https://login.microsoftonline.com/",
                "http://198.51.100.7/a"
            })
    void oneLiarHasNoNameAndNoUrlDenied(String text) {
        lie(Pair.ACME, text);
        assertThat(basis(text)).isEqualTo(Basis.NOTHING);
        assertThat(feed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beta.example",
                "www.beta.example",
                "https://beta.example/login",
                "https://user@WWW.beta.example.:8443/login",
                "https://8.8.8.8/dns-query",
                "https://[2001:4860:4860::8888]:443/dns-query",
                "http://10.0.0.1/",
                "http://0x8.0x8.0x8.0x8/",
                "http://134744072/",
                "http://beta%2eexample/",
                "http:///8.8.8.8/"
            })
    void noQuorumHasDeniedWhatIsOursOrStandsOnAList(String text) {
        quorum(text);
        assertThat(basis(text)).isEqualTo(Basis.VETO);
        assertThat(feed()).isEmpty();
        assertThat(pair.beta.trust(Pair.ACME)).isLessThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.example", "www.acme.example", "https://acme.example/login"})
    void whatAPeerCallsItselfIsSparedAndMakesNoLiarOfWhoReportsIt(String text) {
        quorum(text);
        assertThat(basis(text)).isEqualTo(Basis.VETO);
        assertThat(feed()).isEmpty();
        assertThat(pair.beta.trust(Pair.ACME)).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "duckdns.org", "co.uk", "pages.dev"})
    void aPeerThatCallsItselfASharedNameSparesNobodyUnderIt(String claim) {
        quorum("c2." + claim);
        call(EVIL, claim, false);
        assertThat(basis("c2." + claim)).isEqualTo(Basis.BLOCK);
    }

    @Test
    void whatAPeerCalledItselfOnceIsSparedNoLonger() {
        quorum("c2.evil.test");
        call(EVIL, "evil.test", false);
        assertThat(feed()).isEmpty();
        call(EVIL, "other.test", false);
        assertThat(feed()).containsExactly("c2.evil.test");
        call(EVIL, "evil.test", false);
        assertThat(call(EVIL, "evil.test", true)).isEmpty();
        assertThat(feed()).as("paused, or removed").containsExactly("c2.evil.test");
    }

    private List<Verdict> call(Fingerprint peer, String name, boolean paused) {
        return pair.beta.admit(peer, name, peer.hex(), false, paused);
    }

    @Test
    void aNameIsNotSparedForItsLikenessToOurs() {
        for (var text : List.of("notbeta.example", "beta.example.evil.test", "http://beta.example@evil.test/")) {
            quorum(text);
            assertThat(basis(text)).as(text).isEqualTo(Basis.BLOCK);
        }
    }

    @Test
    void aNameThatIsOursIsOutOfTheFeedFromThenOn() {
        quorum("www.gamma.test");
        assertThat(feed()).containsExactly("www.gamma.test");
        pair.beta.spare("gamma.test");
        assertThat(feed()).isEmpty();
    }

    @Test
    void aNameAboveAProtectedOneIsSparedToo() {
        var settings = new ExchangeSettings(
                TrustSettings.defaults(), List.of("Broker.example.com", "192.0.2.0/24"), List.of(), List.of());
        var assets = new Protected(List.of(), settings.protectedNames(), List.of());
        for (var text : List.of("broker.example.com", "example.com", "https://a.broker.example.com/")) {
            assertThat(assets.covers(Subject.parse(text))).as(text).contains(Protected.ASSETS);
        }
        assertThat(assets.covers(Subject.parse("other.example.com"))).isEmpty();
        assertThat(settings.protectedAssets()).hasSize(1);
    }

    @Test
    void whatIsFetchedFromABusyPartnersAddressIsNotDeniedOnOthersWord() {
        pair.beta.completedSession(Address.parse("203.0.113.9"), true);
        quorum("http://203.0.113.9/bin.sh");
        assertThat(basis("http://203.0.113.9/bin.sh")).isEqualTo(Basis.OWN_TRAFFIC);
    }

    private void quorum(String text) {
        lie(Pair.ACME, text);
        IntStream.range(1, 9).forEach(i -> {
            var member = Fingerprint.hex("%02x".formatted(i).repeat(32));
            pair.beta.admit(member, "m" + i + ".example", member.hex(), false, false);
            lie(member, text);
        });
    }

    private void lie(Fingerprint reporter, String text) {
        var said = new StixWriter(reporter)
                .indicator(Subject.parse(text), AttackClass.COMMAND_AND_CONTROL, pair.clock.minute());
        var place = new Place(reporter, "log", text.hashCode() & 0xffff);
        assertThat(pair.beta.hear(place, 1, false, said.body().toArray())).isInstanceOf(Exchange.Heard.Taken.class);
    }

    private Basis basis(String text) {
        return pair.beta.explain(Subject.parse(text)).basis();
    }

    private List<String> feed() {
        var json = FeedWriter.json(pair.beta.verdicts(), List.of(), pair.clock.now());
        return json.path("verdicts")
                .valueStream()
                .map(one -> one.path("subject").asString(""))
                .toList();
    }
}
