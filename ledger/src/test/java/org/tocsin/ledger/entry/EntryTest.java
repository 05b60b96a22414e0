package org.tocsin.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborWriter;

final class EntryTest {
    private static final Salted SALTED = new Salted(
            Bytes.of(new byte[32]),
            Bytes.of(Payload.of(Media.STIX, new byte[] {1}).encode()));

    @Test
    void theBytesOfAnEntryNeverChange() {
        var entry = Entry.of(1, 29_000_000, SALTED.commitment(), Flags.ERASABLE);
        assertThat(HexFormat.of().formatHex(entry.encoded().shared()))
                .isEqualTo("850101" + "1a01ba8140" + "5820" + SALTED.commitment() + "01");
        assertThat(HexFormat.of().formatHex(SALTED.payload().shared())).isEqualTo("a20101024101");
        assertThat(SALTED.commitment().toString())
                .isEqualTo(Digest.tagged(
                                "tocsin/commit/v1",
                                new byte[32],
                                SALTED.payload().toArray())
                        .toString());
        assertThat(Entry.decode(entry.encoded().toArray())).isEqualTo(entry);
    }

    @Test
    void anUnknownTypeIsKeptAndNotActedOn() {
        var entry = Entry.decode(
                Entry.of(4711, 1, SALTED.commitment(), 1 << 20).encoded().toArray());
        assertThat(entry.known()).isEmpty();
        assertThat(entry.type()).isEqualTo(4711);
        assertThat(Entry.of(17, 1, SALTED.commitment(), 0).known()).contains(EntryType.RENEWAL);
        assertThat(EntryType.values())
                .allMatch(type -> EntryType.of(type.code()).orElseThrow() == type);
    }

    @Test
    void partsOfANewerProgramAreKeptInTheHashedBytes() {
        var longer = new CborWriter()
                .array(6)
                .uint(1)
                .uint(1)
                .uint(1)
                .bytes(new byte[32])
                .uint(0)
                .text("new")
                .toArray();
        assertThat(Entry.decode(longer).encoded()).isEqualTo(Bytes.of(longer));
    }

    @Test
    void anEntryAboveItsLimitIsRefused() {
        var fat = new CborWriter()
                .array(6)
                .uint(1)
                .uint(1)
                .uint(1)
                .bytes(new byte[32])
                .uint(0)
                .bytes(new byte[300])
                .toArray();
        assertThatThrownBy(() -> Entry.decode(fat)).hasMessageContaining("entry.size");
    }

    @Test
    void aPayloadThatIsNotTheBoundOneIsNoticed() {
        var entry = Entry.of(1, 1, SALTED.commitment(), 0);
        assertThat(SALTED.matches(entry)).isTrue();
        assertThat(Salted.fresh(SALTED.payload().toArray(), Entropy.system()).matches(entry))
                .isFalse();
    }

    @Test
    void aPayloadKeepsWhenItMustBeErased() {
        var payload = new Payload(Media.CSAF, Bytes.of(new byte[] {7}), 99L, Bytes.of(new byte[] {8}));
        assertThat(Payload.decode(payload.encode())).isEqualTo(payload);
        assertThatThrownBy(
                        () -> Payload.of(0, new byte[(int) Payload.SIZE.most()]).encode())
                .hasMessageContaining("payload.size");
    }

    @FuzzTest
    void hostileEntriesAndPayloadsAreRefusedByName(byte[] data) {
        try {
            assertThat(Entry.decode(data).encoded().toArray()).isEqualTo(data);
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(entry|cbor|digest)\\..*");
        }
        try {
            Payload.decode(Arrays.copyOf(data, data.length));
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(payload|cbor)\\..*");
        }
    }
}
