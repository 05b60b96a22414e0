package org.tocsin.edge.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/** What shall be in the kernel, without one. */
final class MirrorTest {
    private static final long NOW = 1_790_000_000_000L;
    private static final Prefix HOST = Prefix.parse("198.51.100.7");
    private static final String MAC = "02:00:00:00:00:14";

    private final Blocklists blocklists = new Blocklists(
            new Clock() {
                @Override
                public Instant now() {
                    return Instant.ofEpochMilli(NOW);
                }

                @Override
                public long nanos() {
                    return 0;
                }
            },
            Entropy.system());
    private final Mirror mirror = new Mirror(List.of(Prefix.parse("10.7.0.1")));

    @BeforeEach
    void begin() {
        mirror.rebuild(blocklists.current(), NOW);
    }

    private static Ground until(String id, long seconds) {
        return new Ground(id, "a test says so", NOW + 1_000 * seconds);
    }

    private static Element element(Kind kind, String range) {
        return new Element(kind, new Whom.Hosts(Prefix.parse(range)));
    }

    private static Element mac() {
        return new Element(Kind.QUARANTINE, Whom.Mac.of(MAC).orElseThrow());
    }

    private Mirror.Difference put(Layer layer, Prefix prefix, Decision decision) {
        var _ = blocklists.swap(layer, edit -> edit.put(new Subject.Hosts(prefix), decision));
        return mirror.update(blocklists.current(), List.of(prefix), NOW);
    }

    private Mirror.Difference lift(Layer layer, Prefix prefix) {
        var _ = blocklists.swap(layer, edit -> edit.remove(new Subject.Hosts(prefix)));
        return mirror.update(blocklists.current(), List.of(prefix), NOW);
    }

    @Test
    void aGraverVerdictReplacesTheMilderOneInOneStep() {
        put(Layer.VERDICT, HOST, new Decision.Throttle(until("x", 120)));
        var difference = put(Layer.VERDICT, HOST, new Decision.Deny(until("x", 86_400)));
        assertThat(difference.gone()).containsExactly(element(Kind.REFUSE, "198.51.100.7"));
        assertThat(difference.put()).containsOnlyKeys(element(Kind.DROP, "198.51.100.7"));
    }

    @Test
    void aRenewalMovesTheEndAndARepetitionChangesNothing() {
        put(Layer.VERDICT, HOST, new Decision.Throttle(until("x", 120)));
        assertThat(put(Layer.VERDICT, HOST, new Decision.Throttle(until("x", 120)))
                        .isEmpty())
                .isTrue();
        var renewed = put(Layer.VERDICT, HOST, new Decision.Throttle(until("x", 240)));
        assertThat(renewed.put()).containsValue(NOW + 240_000);
    }

    @Test
    void whatOnePeerTakesBackStaysWhereAnotherLayerHoldsIt() {
        put(Layer.FEED, HOST, new Decision.Throttle(until("import:x", 900)));
        put(Layer.VERDICT, HOST, new Decision.Deny(until("x", 86_400)));
        assertThat(lift(Layer.VERDICT, HOST).gone()).containsExactly(element(Kind.DROP, "198.51.100.7"));
        assertThat(mirror.lasting(NOW)).containsKey(element(Kind.REFUSE, "198.51.100.7"));
    }

    @Test
    void aProtectedAssetStaysAllowedWhateverComesAndGoes() {
        var asset = Prefix.parse("10.7.0.1");
        put(Layer.VERDICT, asset, new Decision.Deny(until("x", 86_400)));
        lift(Layer.VERDICT, asset);
        assertThat(mirror.lasting(NOW)).isEqualTo(Map.of(element(Kind.ALLOW, "10.7.0.1"), 0L));
    }

    @Test
    void aDeviceUnderTwoAddressesIsFreeWhenBothAre() {
        var one = Prefix.parse("10.7.0.20");
        var other = Prefix.parse("10.7.0.21");
        put(Layer.LOCAL, one, new Decision.Quarantine(until(MAC, 100)));
        put(Layer.LOCAL, other, new Decision.Quarantine(until(MAC, 900)));
        assertThat(mirror.lasting(NOW)).containsEntry(mac(), 900_000L);
        assertThat(lift(Layer.LOCAL, other).gone()).contains(element(Kind.QUARANTINE, "10.7.0.21"));
        assertThat(mirror.lasting(NOW)).containsEntry(mac(), 100_000L);
        assertThat(lift(Layer.LOCAL, one).gone()).contains(mac());
        assertThat(mirror.sizes()).containsEntry(Kind.QUARANTINE, 0);
    }

    @Test
    void anElementThatIsMissingOrTooMuchIsNoticedAndOneThatEndsIsNot() {
        put(Layer.VERDICT, HOST, new Decision.Deny(until("x", 86_400)));
        put(Layer.VERDICT, Prefix.parse("198.51.100.8"), new Decision.Throttle(until("x", 1)));
        var ours = new HashMap<SetName, Set<Element>>();
        ours.put(element(Kind.ALLOW, "10.7.0.1").set(), Set.of(element(Kind.ALLOW, "10.7.0.1")));
        ours.put(element(Kind.DROP, "1.1.1.1").set(), Set.of(element(Kind.DROP, "198.51.100.7")));
        assertThat(mirror.matches(ours, NOW))
                .as("one that ends in a second is gone")
                .isTrue();
        ours.put(element(Kind.REFUSE, "1.1.1.1").set(), Set.of(element(Kind.REFUSE, "198.51.100.8")));
        assertThat(mirror.matches(ours, NOW)).as("or is not").isTrue();
        ours.put(element(Kind.REFUSE, "1.1.1.1").set(), Set.of(element(Kind.REFUSE, "203.0.113.1")));
        assertThat(mirror.matches(ours, NOW)).as("a stranger").isFalse();
        ours.remove(element(Kind.REFUSE, "1.1.1.1").set());
        ours.remove(element(Kind.DROP, "1.1.1.1").set());
        assertThat(mirror.matches(ours, NOW)).as("a missing one").isFalse();
    }

    @Test
    void aListBeyondTheLimitIsCutAndTheRestCounted() {
        var deny = new Decision.Deny(until("import:x", 900));
        var _ = blocklists.swap(Layer.FEED, edit -> {
            for (int i = 0; i < Table.ELEMENTS.most() + 5; i++) {
                edit.put(new Subject.Hosts(Prefix.host(Address.v4(0x0b00_0000 + i))), deny);
            }
        });
        put(Layer.VERDICT, HOST, new Decision.Deny(until("x", 86_400)));
        mirror.rebuild(blocklists.current(), NOW);
        assertThat(mirror.lasting(NOW)).hasSize((int) Table.ELEMENTS.most());
        assertThat(mirror.lasting(NOW))
                .as("verdicts come before lists")
                .containsKey(element(Kind.DROP, "198.51.100.7"));
        assertThat(mirror.leftOut()).isEqualTo(7);
    }

    @Test
    void aNetworkOfALengthThatTheTableHasNoSetForDoesNotFit() {
        assertThat(mirror.fits(
                        put(Layer.FEED, Prefix.parse("203.0.113.0/24"), new Decision.Deny(until("import:x", 900)))
                                .put()))
                .isFalse();
        mirror.rebuild(blocklists.current(), NOW);
        assertThat(mirror.layout().v4()).containsExactly(32, 24);
    }

    @Test
    void onlyHardwareAddressesAreTakenForSuch() {
        assertThat(Whom.Mac.of("cam-2")).isEmpty();
        assertThat(Whom.Mac.of("02:00:00:00:00:1g")).isEmpty();
        assertThat(Whom.Mac.of("02:00:00:00:00:14:15")).isEmpty();
        assertThat(Whom.Mac.of(MAC).orElseThrow().key()).containsExactly(2, 0, 0, 0, 0, 0x14);
    }
}
