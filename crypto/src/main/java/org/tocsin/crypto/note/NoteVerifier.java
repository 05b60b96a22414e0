package org.tocsin.crypto.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * Verifies notes against known keys. Lines of unknown keys are ignored; one bad line of a known key condemns the note.
 * Source: C2SP signed-note, Signatures. Thread-safe.
 */
public final class NoteVerifier {
    private static final Limit KEYS = new Limit("note.keys", 128);

    private final List<VerifierKey> keys;

    public NoteVerifier(List<VerifierKey> keys) {
        KEYS.check(keys.size());
        this.keys = List.copyOf(keys);
    }

    /** The known keys that have signed, in the order of their lines; a rejection if none has, or a known one falsely. */
    public List<VerifierKey> verify(Note note) {
        var signed = new ArrayList<VerifierKey>();
        for (var line : note.signatures()) {
            var key = find(line);
            if (key == null || signed.contains(key)) {
                continue;
            }
            if (!verifies(key, note.text(), line.signature().shared())) {
                throw new Rejection("note.bad-signature", "the signature of " + key.name() + " does not verify");
            }
            signed.add(key);
        }
        if (signed.isEmpty()) {
            throw new Rejection("note.no-known-signature", "no signature of a known key");
        }
        return List.copyOf(signed);
    }

    private @Nullable VerifierKey find(SignatureLine line) {
        VerifierKey found = null;
        for (var key : keys) {
            if (key.claims(line)) {
                if (found != null) {
                    throw new Rejection("note.ambiguous-key", "two known keys share the name and hash of a line");
                }
                found = key;
            }
        }
        return found;
    }

    private static boolean verifies(VerifierKey key, String text, byte[] value) {
        return switch (key.type()) {
            case ED25519 -> key.key().verify(text.getBytes(StandardCharsets.UTF_8), value);
            case ML_DSA_44 -> {
                if (value.length < Long.BYTES) {
                    yield false;
                }
                long seconds = ByteBuffer.wrap(value).getLong();
                yield seconds >= 0
                        && key.key()
                                .verify(
                                        CosignedMessage.of(key.name(), seconds, TreeHead.parse(text)),
                                        Arrays.copyOfRange(value, Long.BYTES, value.length));
            }
        };
    }
}
