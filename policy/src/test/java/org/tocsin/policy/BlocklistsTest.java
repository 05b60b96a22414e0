package org.tocsin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;

final class BlocklistsTest {
    private long now = 1_000;
    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public long nanos() {
            return now * 1_000_000;
        }
    };
    private final Blocklists lists = new Blocklists(clock, Entropy.system());

    @Test
    void anExpiredEntryBlocksNobodyThoughNobodySweptIt() {
        lists.swap(Layer.VERDICT, edit -> edit.put(hosts("198.51.100.7"), deny(2_000)));
        assertThat(decide("198.51.100.7")).isInstanceOf(Decision.Deny.class);
        now = 2_000;
        assertThat(decide("198.51.100.7")).isEqualTo(Decision.permit());
    }

    @Test
    void aRangeIsAskedForAloneWhateverStandsAroundIt() {
        var host = Prefix.parse("198.51.100.7");
        lists.swap(Layer.FEED, edit -> edit.put(hosts("198.51.100.0/24"), deny(2_000)));
        assertThat(lists.current().at(Layer.FEED, host, now)).isNull();
        assertThat(lists.current().at(Layer.FEED, Prefix.parse("198.51.100.0/24"), now))
                .isEqualTo(deny(2_000));
        assertThat(lists.current().at(Layer.VERDICT, Prefix.parse("198.51.100.0/24"), now))
                .isNull();
        assertThat(lists.current().at(Layer.FEED, Prefix.parse("198.51.100.0/24"), 2_000))
                .as("ended")
                .isNull();
    }

    @Test
    void whoListensHearsWhoLeftAndWhetherALayerWasReplaced() {
        var heard = new ArrayList<Change>();
        var _ = lists.listen(heard::add);
        lists.swap(Layer.FEED, edit -> edit.put(hosts("198.51.100.7"), throttle()));
        lists.swap(Layer.FEED, edit -> edit.remove(hosts("198.51.100.7")));
        lists.swap(Layer.FEED, edit -> edit.clear().put(hosts("198.51.100.8"), throttle()));
        assertThat(heard)
                .extracting(Change::removed)
                .containsExactly(List.of(), List.of(hosts("198.51.100.7")), List.of());
        assertThat(heard).extracting(Change::replaced).containsExactly(false, false, true);
    }

    @Test
    void takingBackWhatPeersSaidDoesNotLiftWhatWasSeenHere() {
        lists.swap(Layer.LOCAL, edit -> edit.put(hosts("198.51.100.7"), deny(Ground.FOR_GOOD)));
        lists.swap(Layer.VERDICT, edit -> edit.put(hosts("198.51.100.7"), throttle()));
        lists.swap(Layer.VERDICT, edit -> edit.remove(hosts("198.51.100.7")));
        assertThat(decide("198.51.100.7")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aMildEntryOfOneLayerDoesNotHideAGraveOneOfAnother() {
        lists.swap(Layer.LOCAL, edit -> edit.put(hosts("198.51.100.7"), throttle()));
        lists.swap(Layer.FEED, edit -> edit.put(hosts("198.51.100.0/24"), deny(Ground.FOR_GOOD)));
        assertThat(decide("198.51.100.7")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aPersonsPermitStandsAboveEveryBlock() {
        lists.swap(Layer.FEED, edit -> edit.put(hosts("198.51.100.0/24"), deny(Ground.FOR_GOOD)));
        lists.swap(Layer.PERSON, edit -> edit.put(hosts("198.51.100.7"), Decision.permit()));
        assertThat(decide("198.51.100.7")).isEqualTo(Decision.permit());
        assertThat(decide("198.51.100.8")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aNetworkOfOneFamilyNeverBlocksTheOther() {
        lists.swap(Layer.FEED, edit -> edit.put(hosts("::/0"), deny(Ground.FOR_GOOD)));
        assertThat(decide("192.0.2.1")).isEqualTo(Decision.permit());
        assertThat(decide("2001:db8::1")).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aHostOfASixtyFourCannotSlipAwayWithinIt() {
        lists.swap(Layer.VERDICT, edit -> edit.put(hosts("2001:db8:1:2::/64"), deny(Ground.FOR_GOOD)));
        assertThat(decide("2001:db8:1:2:dead:beef::1")).isInstanceOf(Decision.Deny.class);
        assertThat(decide("2001:db8:1:3::1")).isEqualTo(Decision.permit());
    }

    @Test
    void aDeviceIsKnownByItsKeyWhateverItsAddress() {
        var key = new Subject.Key(Digest.hash(new byte[] {1}));
        lists.swap(Layer.LOCAL, edit -> edit.put(key, new Decision.Quarantine(ground(Ground.FOR_GOOD))));
        assertThat(lists.decide(new Subject.Key(Digest.hash(new byte[] {1}))).sparesLive())
                .isFalse();
        assertThat(lists.decide(new Subject.Key(Digest.hash(new byte[] {2}))).admitsNew())
                .isTrue();
    }

    @Test
    void aSnapshotInSomebodysHandsNeverChanges() {
        lists.swap(Layer.LOCAL, edit -> edit.put(hosts("192.0.2.1"), deny(Ground.FOR_GOOD)));
        var held = lists.current();
        lists.swap(Layer.LOCAL, edit -> edit.remove(hosts("192.0.2.1")).put(hosts("192.0.2.2"), deny(Ground.FOR_GOOD)));
        assertThat(held.decide(Address.parse("192.0.2.1"), now)).isInstanceOf(Decision.Deny.class);
        assertThat(held.decide(Address.parse("192.0.2.2"), now)).isEqualTo(Decision.permit());
        assertThat(lists.current().generation()).isEqualTo(held.generation() + 1);
    }

    @Test
    void listenersHearOfASwapOnceItIsInForce() {
        var heard = new ArrayList<Decision>();
        var end = lists.listen(change -> {
            assertThat(change.added()).containsExactly(hosts("192.0.2.1"));
            heard.add(decide("192.0.2.1"));
        });
        lists.swap(Layer.LOCAL, edit -> edit.put(hosts("192.0.2.1"), deny(Ground.FOR_GOOD)));
        end.run();
        lists.swap(Layer.LOCAL, Edit::clear);
        assertThat(heard).hasSize(1).first().isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aRandomHistoryOfEditsLosesAndInventsNothing() {
        var random = new Random(7);
        var model = new HashMap<Subject, Decision>();
        for (int round = 0; round < 2_000; round++) {
            var subject = hosts("10.0." + random.nextInt(4) + "." + random.nextInt(64));
            boolean put = random.nextInt(3) > 0;
            var decision = deny(random.nextInt(5) == 0 ? now : Ground.FOR_GOOD);
            lists.swap(Layer.LOCAL, edit -> {
                if (put) {
                    edit.put(subject, decision);
                } else {
                    edit.remove(subject);
                }
            });
            if (put && decision.holdsAt(now)) {
                model.put(subject, decision);
            } else {
                model.remove(subject);
            }
        }
        assertThat(lists.current().entries(now).stream().map(Entry::subject).toList())
                .containsExactlyInAnyOrderElementsOf(model.keySet());
        for (int i = 0; i < 256; i++) {
            var host = "10.0." + i / 64 + "." + i % 64;
            assertThat(decide(host).admitsNew()).isEqualTo(!model.containsKey(hosts(host)));
        }
    }

    @Test
    void expiredEntriesDoNotPileUp() {
        for (int i = 0; i < 5_000; i++) {
            var subject = hosts("10.1." + i / 250 + "." + i % 250);
            lists.swap(Layer.VERDICT, edit -> edit.put(subject, deny(now + 1)));
            now += 2;
        }
        assertThat(lists.current().size()).isLessThan(64);
    }

    @Test
    void theOutcomesAreOrderedFromMildToGrave() {
        var outcomes = List.of(Decision.permit(), throttle(), new Decision.Quarantine(ground(9)), deny(9));
        assertThat(outcomes).extracting(Decision::admitsNew).containsExactly(true, false, false, false);
        assertThat(outcomes).extracting(Decision::sparesLive).containsExactly(true, true, false, false);
        assertThat(outcomes.get(2).graver(outcomes.get(1))).isInstanceOf(Decision.Quarantine.class);
    }

    private Decision decide(String address) {
        return lists.decide(Address.parse(address));
    }

    private static Subject hosts(String prefix) {
        return new Subject.Hosts(Prefix.parse(prefix));
    }

    private static Decision throttle() {
        return new Decision.Throttle(ground(Ground.FOR_GOOD));
    }

    private static Decision deny(long until) {
        return new Decision.Deny(ground(until));
    }

    private static Ground ground(long until) {
        return new Ground("test", "a test says so", until);
    }
}
