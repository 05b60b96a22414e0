package org.tocsin.federation.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.follow.HeldLog;

/** A frame of heads takes 32: what does not fit must be told later, not never. */
final class HeadsInTurnTest {
    private static final Entropy ENTROPY = Entropy.system();

    @Test
    void headsThatDoNotFitOneFrameComeWithTheNext() throws IOException {
        var logs = new ArrayList<FollowedLog>();
        for (int i = 0; i < 80; i++) {
            logs.add(log());
        }
        var gossip = new Gossip(logs, Clock.system());
        var told = new HashSet<String>();
        for (int tick = 0; tick < 3; tick++) {
            var news = gossip.news(32);
            assertThat(news).hasSizeLessThanOrEqualTo(32);
            news.stream().map(Gossip.Told::head).map(Frame.Head::origin).forEach(told::add);
        }
        assertThat(told).hasSize(80);
        assertThat(gossip.news(32)).as("each is told once").isEmpty();
    }

    private FollowedLog log() throws IOException {
        var origin = Origin.fresh("acme.example", ENTROPY);
        var signer = new CheckpointSigner(
                origin,
                SigningKey.generate(Algorithm.ML_DSA_44, ENTROPY),
                SigningKey.generate(Algorithm.ED25519, ENTROPY),
                Clock.system());
        var held = new HeldLog(origin, 1, List.of(Digest.hash(new byte[] {1})), null);
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/golden/descriptor.cbor"))) {
            var descriptor = NodeDescriptor.verify(SignedBody.decode(in.readAllBytes()));
            return new FollowedLog(descriptor.fingerprint(), held, descriptor, signer.vkeys());
        }
    }
}
