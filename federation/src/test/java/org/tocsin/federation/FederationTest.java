package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tocsin.federation.peer.JoinToken;
import org.tocsin.federation.store.PeerStore;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;

final class FederationTest extends Street {
    @Test
    void whatOneSaysTheOtherHearsWhoeverDialled() throws Exception {
        var acme = house("acme.example");
        var beta = behindNat("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        acme.say("one");
        assertThat(beta.hear()).containsExactly("one");
        beta.say("two");
        assertThat(acme.hear()).containsExactly("two");
    }

    /** Whoever remembers what may come again must not forget it too early, nor keep it for ever. */
    @Test
    void anEntryIsToldAsStoredOnceAndAfterWhatActingOnItLeftElsewhere() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var order = new CopyOnWriteArrayList<String>();
        beta.federation.beforeCursor(() -> order.add("before"));
        beta.federation.afterCursor(stored -> stored.indices().forEach(index -> order.add("stored " + index)));
        House.befriend(acme, beta);
        acme.say("one");
        assertThat(beta.hear()).containsExactly("one");
        House.await("it is not told as stored", () -> order.contains("stored 0"));
        assertThat(order.indexOf("before")).isLessThan(order.indexOf("stored 0"));
        assertThat(order).containsOnlyOnce("stored 0");
        assertThat(beta.federation.held(acme.id(), acme.circleLog.toString(), 0))
                .hasValueSatisfying(body -> assertThat(new String(body.toArray(), StandardCharsets.US_ASCII))
                        .isEqualTo("one"));
        assertThat(beta.federation.held(acme.id(), acme.circleLog.toString(), 1))
                .isEmpty();
    }

    /** What acting on it needs can't be had for a while: a cursor behind it would leave it out for good. */
    @Test
    void noCursorPassesWhatCouldNotBeActedOn() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var tries = new AtomicInteger();
        var open = new AtomicBoolean();
        var stored = new AtomicBoolean();
        beta.federation.beforeCursor(() -> {
            tries.incrementAndGet();
            if (!open.get()) {
                throw new Rejection("follow.waits", "planted");
            }
        });
        beta.federation.afterCursor(_ -> stored.set(true));
        House.befriend(acme, beta);
        acme.say("one");
        House.await("it is not tried again", () -> tries.get() >= 2);
        assertThat(stored).isFalse();
        open.set(true);
        House.await("it is never stored", stored::get);
    }

    @Test
    void aPendingPeerHearsNothingUntilAPersonAccepts() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        beta.federation.join(acme.federation.invite().token());
        acme.say("secret");
        assertThat(acme.federation.peer(beta.id()).orElseThrow().state()).isEqualTo(Peer.State.PENDING);
        beta.awaitProblem(acme, "peer.pending");
        assertThat(beta.heard).isEmpty();
        acme.federation.accept(beta.id());
        assertThat(beta.hear()).containsExactly("secret");
    }

    @Test
    void whoWasRemovedIsToldWhoeverDialledAndSeesSinceWhen() throws Exception {
        var acme = house("acme.example");
        for (var beta : List.of(house("beta.example"), behindNat("delta.example"))) {
            House.befriend(acme, beta);
            House.awaitLink(acme, beta);
            var before = Instant.now();
            acme.federation.remove(beta.id());
            House.await(
                    "removed and not told",
                    () -> beta.federation.link(acme.id()).forgotUs());
            var since = beta.federation.link(acme.id()).since().orElseThrow();
            assertThat(since).isBetween(before, Instant.now());
            beta.awaitProblem(acme, "peer.unknown");
            assertThat(beta.federation.link(acme.id()).since()).hasValue(since);
        }
    }

    @Test
    void whoWasRemovedWhileItWasAwayIsToldWhenItComesBack() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        beta.stop();
        acme.federation.remove(beta.id());
        beta.start();
        House.await(
                "removed and not told", () -> beta.federation.link(acme.id()).forgotUs());
    }

    @Test
    void aPeerWithoutUrlMustDialUsAndIsNotSaidToBeDialled() throws Exception {
        var acme = house("acme.example");
        var beta = behindNat("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        beta.stop();
        acme.stop();
        acme.start();
        acme.awaitProblem(beta, "it must dial us");
    }

    @Test
    void aTokenOpensTheDoorToOneOrganisationOnly() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var thief = house("thief.example");
        var token = acme.federation.invite().token();
        beta.federation.join(token);
        beta.federation.join(token);
        refused("join.used", () -> thief.federation.join(token));
        refused("join.self", () -> acme.federation.join(token));
        assertThat(acme.federation.peers()).hasSize(1);
    }

    @Test
    void anImpostorAtTheTokensAddressIsRefused() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var token = acme.federation.invite().token();
        int port = acme.federation.port();
        acme.stop();
        keep(new House(folder, "impostor.example", port));
        refused("join.impostor", () -> beta.federation.join(token));
    }

    @Test
    void aRevokedTokenOpensNothing() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var token = acme.federation.invite().token();
        var open = acme.federation.invitations().getFirst();
        assertThat(token).doesNotContain(open.id());
        acme.federation.revoke(open.id());
        assertThat(acme.federation.invitations()).isEmpty();
        refused("join.unknown", () -> beta.federation.join(token));
        refused("peer.no-invitation", () -> acme.federation.revoke(open.id()));
        refused("peer.no-invitation", () -> acme.federation.revoke("%"));
    }

    @Test
    void openInvitationsAreBoundedAndAUsedOneIsNotOpen() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        beta.federation.join(acme.federation.invite().token());
        assertThat(acme.federation.invitations()).isEmpty();
        for (int i = 0; i < 100; i++) {
            acme.federation.invite();
        }
        refused("peer.invitations", () -> acme.federation.invite());
    }

    @Test
    void aNodeBehindNatCanNotInviteAndIsTold() throws Exception {
        refused("peer.no-url", () -> behindNat("beta.example").federation.invite());
    }

    @Test
    void afterAnOutageAFollowerCatchesUpWithNothingLostAndNothingTwice() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        acme.say("before");
        assertThat(beta.hear()).containsExactly("before");
        beta.stop();
        beta.heard.clear();
        IntStream.range(0, 2_500).forEach(i -> acme.sayWithoutWaiting("m" + i));
        acme.say("last");
        beta.start();
        var all = new ArrayList<String>();
        while (all.size() < 2_501) {
            all.addAll(beta.hear());
        }
        assertThat(all.subList(0, 3)).containsExactly("m0", "m1", "m2");
        assertThat(all).doesNotHaveDuplicates().hasSize(2_501).endsWith("last");
    }

    @Test
    void aRestartedNodeSignsOnlyAfterItsFollowersHaveShownWhatTheyHold() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        acme.say("one");
        assertThat(beta.hear()).containsExactly("one");
        acme.stop();
        acme.start();
        acme.say("two");
        assertThat(beta.hear()).containsExactly("two");
        assertThat(acme.federation.held()).isEmpty();
    }

    @Test
    void aPeerThatComesBackWithAnotherKeyIsKnownByItsRoot() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        beta.stop();
        beta.rotate();
        beta.start();
        House.awaitLink(acme, beta);
        acme.say("hello again");
        assertThat(beta.hear()).containsExactly("hello again");
    }

    @Test
    void aPausedPeerIsCutOffAndComesBackWhenResumed() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        acme.federation.pause(beta.id());
        assertThat(acme.connectedTo(beta)).isFalse();
        acme.say("while paused");
        assertThat(beta.heard).isEmpty();
        acme.federation.accept(beta.id());
        assertThat(beta.hear()).containsExactly("while paused");
    }

    @Test
    void aFloodOfEntriesIsHashedAndItsPayloadsWaitForTheQuota() throws Exception {
        var acme = house("acme.example");
        var beta = keep(new House(folder, "beta.example", freePort(), 6_000, 10));
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        IntStream.range(0, 30).forEach(i -> acme.sayWithoutWaiting("m" + i));
        var all = new ArrayList<String>();
        while (all.stream().filter(text -> !text.equals("-")).count() < 30) {
            all.addAll(beta.hear());
        }
        assertThat(all.stream().filter("-"::equals).count())
                .as("left out at first")
                .isPositive();
        assertThat(all).contains("m0", "m29");
    }

    @Test
    void threeNodesHearEachOther() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var gamma = behindNat("gamma.example");
        House.befriend(acme, beta);
        House.befriend(acme, gamma);
        House.befriend(beta, gamma);
        House.awaitLink(acme, gamma);
        House.awaitLink(beta, gamma);
        gamma.say("from gamma");
        assertThat(acme.hear()).containsExactly("from gamma");
        assertThat(beta.hear()).containsExactly("from gamma");
    }

    @Test
    void twoConnectionsDialledAtOnceLeaveOne() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        for (int i = 0; i < 5; i++) {
            acme.federation.switchboard.hangUp(beta.id(), new Rejection("test.again", "once more"));
            var one = Thread.ofVirtual().start(() -> acme.federation.switchboard.dialSoon(beta.id()));
            var other = Thread.ofVirtual().start(() -> beta.federation.switchboard.dialSoon(acme.id()));
            one.join();
            other.join();
            House.awaitLink(acme, beta);
            House.await(
                    "more than one is left", () -> acme.federation.sessions() == 1 && beta.federation.sessions() == 1);
            House.awaitLink(acme, beta);
            acme.say("once " + i);
            assertThat(beta.hear()).containsExactly("once " + i);
        }
        assertThat(beta.heard).isEmpty();
    }

    @Test
    void anExpiredTokenOpensNothing() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var fresh = JoinToken.parse(acme.federation.invite().token());
        var late = new JoinToken(
                fresh.urls(), fresh.inviter(), fresh.secret(), House.CLOCK.now().minusSeconds(1), fresh.circle());
        refused("join.expired", () -> beta.federation.join(late.text()));
        var yesterday = new PeerStore(acme.database(), new Later(Duration.ofHours(25)));
        refused("join.expired", () -> yesterday.useInvitation(fresh.secretHash(), beta.id()));
        assertThat(acme.federation.peers()).isEmpty();
    }

    @Test
    void aSecretThatWasNeverGivenOutIsUnknown() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var token = JoinToken.parse(acme.federation.invite().token());
        var guessed =
                new JoinToken(token.urls(), token.inviter(), Bytes.of(new byte[32]), token.expires(), token.circle());
        refused("join.unknown", () -> beta.federation.join(guessed.text()));
        assertThat(acme.federation.peers()).isEmpty();
    }

    /** The same clock, some time later. */
    private record Later(Duration by) implements Clock {
        @Override
        public Instant now() {
            return House.CLOCK.now().plus(by);
        }

        @Override
        public long nanos() {
            return House.CLOCK.nanos() + by.toNanos();
        }
    }

    @Test
    void defaultsOfTheFederation() {
        assertThat(FederationSettings.defaults())
                .isEqualTo(new FederationSettings("0.0.0.0:8444", List.of(), 600, 6_000, 1 << 20));
    }

    private static void refused(String code, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Rejection.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }

    @Test
    void whoJoinsWithATokenThatWasTakenBackIsToldWhoKnowsItNoMore() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        var token = acme.federation.invite().token();
        acme.federation.revoke(acme.federation.invitations().getFirst().id());
        assertThatThrownBy(() -> beta.federation.join(token))
                .hasMessageContaining("acme.example knows no open invitation with this secret: it was taken back");
    }
}
