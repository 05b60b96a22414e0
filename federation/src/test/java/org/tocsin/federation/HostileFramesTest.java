package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tocsin.federation.follow.Offering;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;

/** An accepted peer sends what no honest one would: its own session ends by name, and nobody else notices. */
final class HostileFramesTest extends Street {
    @Test
    void garbageIsRefusedByName() throws Exception {
        var acme = house("acme.example");
        try (var line = hostile(acme).call(acme)) {
            line.raw((byte) 0xff, (byte) 0x00, (byte) 0x17);
            assertThat(line.problem()).isEqualTo("frame.length");
        }
    }

    @Test
    void anOversizedFrameIsRefusedBeforeItHasCome() throws Exception {
        var acme = house("acme.example");
        try (var line = hostile(acme).call(acme)) {
            line.raw((byte) 0x82, (byte) 0x18, (byte) 0x63, (byte) 0x5a, (byte) 0x7f, (byte) 0, (byte) 0, (byte) 0);
            assertThat(line.problem()).isEqualTo("frame.size");
        }
    }

    @Test
    void aLargeFrameBeforeTheHelloIsRefused() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        try (var line = mallory.dial(acme)) {
            line.raw((byte) 0x82, (byte) 0x18, (byte) 0x63, (byte) 0x5a, (byte) 0, (byte) 2, (byte) 0, (byte) 0);
            assertThat(line.problem()).isEqualTo("frame.size");
        }
    }

    @Test
    void nothingIsHeardBeforeTheHello() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        mallory.log.add("a lie");
        var early = List.of(
                mallory.log.batch(0),
                new Frame.Want(List.of(new Frame.From(mallory.log.origin.toString(), 0))),
                new Frame.Fetch("x", List.of(1L)),
                new Frame.Unknown(99));
        for (var frame : early) {
            try (var line = mallory.dial(acme)) {
                line.say(frame);
                assertThat(line.problem()).as(frame.toString()).isEqualTo("peer.hello");
            }
        }
        assertThat(acme.heard).isEmpty();
    }

    @Test
    void framesOfALaterVersionAreSkipped() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            line.say(new Frame.Unknown(99));
            line.say(mallory.log.add("one").batch(0));
            assertThat(acme.hear()).containsExactly("one");
        }
    }

    @Test
    void aByteASecondBeforeTheHelloIsCutOff() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var hello = FrameEncoder.encode(mallory.hello());
        try (var line = mallory.dial(acme)) {
            line.raw(hello[0], hello[1]);
            long begun = System.nanoTime();
            line.awaitEnd();
            assertThat((System.nanoTime() - begun) / 1_000_000_000L).isBetween(3L, 12L);
        }
    }

    @Test
    void whoClaimsToHoldMoreThanThereIsIsRefused() throws Exception {
        var acme = house("acme.example");
        acme.say("one");
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            line.say(new Frame.Want(List.of(new Frame.From(acme.circleLog.toString(), 1L << 60))));
            assertThat(line.problem()).isEqualTo("follow.beyond");
        }
    }

    @Test
    void aLogThatIsNotOfferedCanNotBeHad() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var foreign = mallory.log.origin.toString();
        try (var line = mallory.call(acme)) {
            line.say(new Frame.Want(List.of(new Frame.From(foreign, 0))));
            assertThat(line.problem()).isEqualTo("follow.not-offered");
        }
        try (var line = mallory.call(acme)) {
            line.say(new Frame.Fetch(foreign, List.of(0L)));
            assertThat(line.problem()).isEqualTo("follow.not-offered");
        }
    }

    @Test
    void aLogOfAnotherCircleIsNotAskedFor() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        var offer = new Frame.Offer(mallory.log.origin.toString(), Optional.of(Bytes.hex("01".repeat(16))));
        try (var line = mallory.dial(acme)) {
            var hello = mallory.hello();
            line.say(new Frame.Hello(
                    hello.protocols(),
                    hello.software(),
                    hello.timeMs(),
                    hello.descriptor(),
                    List.of(),
                    List.of(offer),
                    hello.yours()));
            line.settle();
            line.say(mallory.log.add("for others").batch(0));
            assertThat(line.problem()).isEqualTo("follow.not-wanted");
        }
        assertThat(Offering.CIRCLE).isNotEqualTo(offer.circle().orElseThrow());
    }

    @Test
    void tooManyPayloadsAtOnceCanNotBeAskedFor() throws Exception {
        var acme = house("acme.example");
        acme.say("one");
        try (var line = hostile(acme).call(acme)) {
            var all = LongStream.range(0, 1_000).boxed().toList();
            line.say(new Frame.Fetch(acme.circleLog.toString(), all));
            assertThat(line.problem()).isEqualTo("follow.fetch");
        }
    }

    @Test
    void whatIsFetchedBeyondTheEndStandsAsAGap() throws Exception {
        var acme = house("acme.example");
        acme.say("one");
        acme.say("two");
        try (var line = hostile(acme).call(acme)) {
            line.say(new Frame.Fetch(acme.circleLog.toString(), List.of(1L, 77L, 0L)));
            var payloads = line.await(Frame.Payloads.class).payloads();
            assertThat(payloads).hasSize(3);
            assertThat(payloads.get(0).orElseThrow().index()).isEqualTo(1);
            assertThat(payloads.get(1)).isEmpty();
            assertThat(payloads.get(2).orElseThrow().index()).isZero();
        }
    }

    @Test
    void payloadsThatNobodyAskedForChangeNothing() throws Exception {
        var acme = house("acme.example");
        var mallory = hostile(acme);
        try (var line = mallory.call(acme)) {
            line.say(mallory.log.add("one").batch(0));
            assertThat(acme.hear()).containsExactly("one");
            var again = Optional.of(new Frame.Fetched(0, mallory.log.payload(0)));
            line.say(new Frame.Payloads(mallory.log.origin.toString(), List.of(again)));
            line.settle();
            assertThat(acme.heard).isEmpty();
        }
    }

    @Test
    void aFloodOfFramesHoldsItsSenderBackAndNobodyElse() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        House.awaitLink(acme, beta);
        var mallory = hostile(acme);
        var heads = new ArrayList<Frame.Head>();
        for (int i = 0; i < 32; i++) {
            heads.add(new Frame.Head(
                    "nobody.example/tocsin/0123456789abcdef/1", Long.MAX_VALUE - i, Digest.hash(new byte[0])));
        }
        var flood = FrameEncoder.encode(new Frame.Heads(heads));
        try (var line = mallory.call(acme)) {
            var flooding = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 50_000; i++) {
                        line.raw(flood);
                    }
                } catch (IOException cutOff) {
                    assertThat(cutOff).isNotNull();
                }
            });
            for (int i = 0; i < 5; i++) {
                beta.say("through the flood " + i);
                assertThat(acme.hear()).containsExactly("through the flood " + i);
            }
            flooding.interrupt();
        }
        assertThat(acme.connectedTo(beta)).isTrue();
    }
}
