package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Digest;

/** An accepted peer says of itself what can't be, or what somebody else is. */
final class HostileDescriptorTest extends Street {
    @Test
    void aDescriptorWithALowerNumberIsRefusedAndItsOwnerIsShownTheHigherOne() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        mallory.number = 5;
        mallory.call(acme).close();
        mallory.number = 4;
        try (var line = mallory.dial(acme)) {
            line.say(mallory.hello());
            var shown = line.await(Frame.Hello.class);
            while (shown.yours().isEmpty()
                    || !shown.held().isEmpty()
                    || !shown.offers().isEmpty()) {
                shown = line.await(Frame.Hello.class);
            }
            assertThat(OwnDescriptor.read(shown.yours().orElseThrow().encoded().toArray())
                            .number())
                    .isEqualTo(5);
            assertThat(line.problem()).isEqualTo("descriptor.number");
        }
    }

    @Test
    void twoDescriptorsWithOneNumberAreEvidence() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        mallory.urls.add("https://198.51.100.7:8444");
        try (var line = mallory.dial(acme)) {
            line.say(mallory.hello(mallory.another().signedBody()));
            assertThat(line.problem()).isEqualTo("descriptor.two");
        }
        assertThat(acme.federation.evidence()).singleElement().satisfies(proof -> {
            assertThat(proof.peer()).isEqualTo(mallory.id());
            assertThat(proof.about()).isEqualTo("descriptor 1");
            assertThat(OwnDescriptor.read(proof.shown().toArray()).urls()).hasSize(1);
        });
        assertThat(acme.federation.peer(mallory.id()).orElseThrow().state()).isEqualTo(Peer.State.PAUSED);
    }

    @Test
    void aPeerTakesNoNewNameWithoutAPerson() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        mallory.domain = "com";
        mallory.number++;
        mallory.call(acme).close();
        assertThat(named(acme, mallory)).isEqualTo("mallory.example");
        assertThat(acme.federation.otherName(acme.federation.peer(mallory.id()).orElseThrow()))
                .contains("com");
        mallory.join(acme, acme.federation.invite().token());
        assertThat(named(acme, mallory)).as("by another token").isEqualTo("mallory.example");
        acme.federation.pause(mallory.id());
        assertThat(named(acme, mallory)).isEqualTo("mallory.example");
        acme.federation.accept(mallory.id());
        assertThat(named(acme, mallory)).isEqualTo("com");
        assertThat(acme.federation.otherName(acme.federation.peer(mallory.id()).orElseThrow()))
                .isEmpty();
    }

    private static String named(House house, Hostile peer) {
        return house.federation.peer(peer.id()).orElseThrow().domain();
    }

    @Test
    void anotherRootThanTheOneThatWasAcceptedIsUnknown() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var stranger = keep(new Hostile("mallory.example"));
        try (var line = mallory.dial(acme)) {
            line.say(stranger.hello());
            assertThat(line.problem()).isEqualTo("peer.unknown");
        }
    }

    @Test
    void aDescriptorOfAnotherPeerDoesNotOpenTheDoor() throws Exception {
        var acme = house("acme.example");
        var beta = hostile(acme);
        var mallory = hostile(acme);
        try (var line = mallory.dial(acme)) {
            line.say(beta.hello());
            assertThat(line.problem()).isEqualTo("peer.key");
        }
    }

    @Test
    void aSessionDoesNotChangeHands() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var twin = keep(new Hostile("twin.example"));
        twin.befriend(acme);
        twin.keys.addAll(mallory.keys);
        twin.number++;
        try (var line = mallory.call(acme)) {
            line.say(twin.hello());
            assertThat(line.problem()).isEqualTo("peer.other");
        }
    }

    @Test
    void aKeyThatTheDescriptorDoesNotNameIsRefused() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        mallory.keys.clear();
        mallory.keys.add(Digest.hash(new byte[] {1}));
        mallory.number++;
        try (var line = mallory.dial(acme)) {
            line.say(mallory.hello());
            assertThat(line.problem()).isEqualTo("peer.key");
        }
    }

    @Test
    void aLiveLogDoesNotChangeItsKeys() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        mallory.logs.clear();
        mallory.logs.add(new FakeLog(mallory.log.origin).described());
        mallory.number++;
        try (var line = mallory.dial(acme)) {
            line.say(mallory.hello());
            assertThat(line.problem()).isEqualTo("descriptor.log-keys");
        }
    }

    @Test
    void aDescriptorThatNamesMoreLogsIsFollowedWithinTheSession() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            var second = new FakeLog(mallory.domain).add("on the second log");
            mallory.logs.add(second.described());
            mallory.number++;
            line.say(mallory.hello());
            assertThat(line.await(Frame.Want.class).logs()).contains(new Frame.From(second.origin.toString(), 0));
            line.say(second.batch(0));
            assertThat(acme.hear()).containsExactly("on the second log");
        }
    }

    @Test
    void logsWithoutEndAreNotFollowed() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        newLogs(mallory);
        try (var line = mallory.call(acme)) {
            for (int i = 0; i < 3; i++) {
                newLogs(mallory);
                line.say(mallory.hello());
            }
            assertThat(line.problem()).isEqualTo("follow.logs");
        }
    }

    private static void newLogs(Hostile mallory) {
        mallory.logs.clear();
        for (int i = 0; i < 20; i++) {
            mallory.logs.add(new FakeLog(mallory.domain).described());
        }
        mallory.number++;
    }

    @Test
    void whoNamesAnothersUrlDoesNotCutTheOthersSession() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        var mallory = keep(new Hostile("mallory.example"));
        mallory.urls.add("https://127.0.0.1:" + beta.federation.port());
        mallory.befriend(acme);
        acme.awaitProblem(mallory.id(), "peer.other");
        assertThat(acme.connectedTo(beta)).isTrue();
        assertThat(beta.connectedTo(acme)).isTrue();
        assertThat(acme.federation.sessions()).as("the link of before").isEqualTo(1);
        beta.say("still here");
        assertThat(acme.hear()).containsExactly("still here");
    }
}
