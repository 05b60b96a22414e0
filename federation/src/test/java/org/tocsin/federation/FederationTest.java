package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Rejection;

final class FederationTest {
    @TempDir
    Path folder;

    private final List<House> houses = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var house : houses) {
            house.close();
        }
    }

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
        houses.remove(acme);
        var impostor = new House(folder, "impostor.example", port);
        houses.add(impostor);
        refused("join.impostor", () -> beta.federation.join(token));
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
        var beta = new House(folder, "beta.example", freePort(), 6_000, 10);
        houses.add(beta);
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
    void defaultsOfTheFederation() {
        assertThat(FederationSettings.defaults())
                .isEqualTo(new FederationSettings("0.0.0.0:8444", List.of(), 600, 6_000, 1 << 20));
    }

    private static void refused(String code, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Rejection.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }

    private House house(String domain) throws IOException {
        var house = new House(folder, domain, freePort());
        houses.add(house);
        return house;
    }

    private House behindNat(String domain) throws IOException {
        var house = new House(folder, domain, 0);
        houses.add(house);
        return house;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
