package org.tocsin.federation.follow;

import java.util.List;
import java.util.Optional;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.federation.descriptor.LogKeys;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameDecoder;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.Verified;
import org.tocsin.ledger.merkle.Frontier;
import org.tocsin.ledger.merkle.Hasher;

/**
 * Walks the road of a batch with throw-away keys, so that the first real attack after a start meets compiled code: cold, the
 * same road takes ten times as long.
 */
public final class Rehearsal {
    private static final int BODY = 400;

    private Rehearsal() {}

    /** Of an organisation that lives as long as the rehearsal. */
    private static NodeDescriptor descriptor(LogKeys log, Clock clock, Entropy entropy) {
        var root = DualKey.generate(entropy);
        var now = clock.now();
        return new NodeDescriptor(
                1,
                root.form(),
                "rehearsal.invalid",
                List.of(),
                List.of(),
                List.of(log),
                List.of(),
                now,
                now.plusSeconds(60),
                List.of(1),
                root.form());
    }

    /** Signs, encodes, decodes and verifies that many batches of one entry. */
    public static void run(int rounds, Clock clock, Entropy entropy) {
        var origin = Origin.fresh("rehearsal.invalid", entropy);
        var signer = new CheckpointSigner(
                origin,
                SigningKey.generate(Algorithm.ML_DSA_44, entropy),
                SigningKey.generate(Algorithm.ED25519, entropy),
                clock);
        var peer = Fingerprint.of(entropy.bytes(32));
        var log = new FollowedLog(
                peer,
                HeldLog.empty(origin),
                descriptor(LogKeys.fresh(origin.toString(), signer.vkeys()), clock, entropy),
                signer.vkeys());
        var frontier = Frontier.of(0, List.of());
        var hasher = new Hasher();
        for (int round = 0; round < rounds; round++) {
            var salted = Salted.fresh(Payload.of(1, new byte[BODY]).encode(), entropy);
            var entry = Entry.of(1, clock.minute(), salted.commitment(), 0);
            frontier.append(hasher.leaf(entry.encoded().shared()));
            var checkpoint = signer.sign(frontier.size(), frontier.root());
            var batch = new Frame.Batch(
                    origin.toString(),
                    round,
                    checkpoint.encoded(),
                    List.of(Bytes.of(entry.encoded().shared())),
                    List.of(Optional.of(new Frame.Salted(salted.salt(), salted.payload()))),
                    List.of());
            var read = FrameDecoder.decode(FrameEncoder.encode(batch));
            if (!(read instanceof Frame.Batch came && log.accept(came) instanceof Verified.Batch)) {
                throw new IllegalStateException("a rehearsed batch was not verified");
            }
        }
    }
}
