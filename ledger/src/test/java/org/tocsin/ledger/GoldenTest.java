package org.tocsin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.ledger.archive.Archive;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.FaultDisk;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.wal.LocalWal;
import org.tocsin.ledger.wal.Sealed;
import org.tocsin.ledger.wal.Wal;
import org.tocsin.ledger.wal.WalRecord;
import org.tocsin.ledger.wal.WalSettings;

/** Bytes on disk and on the wire. A change of one is a new version of its format, never an edit here. */
final class GoldenTest {
    private static final String HEAD = """
            acme.example/tocsin/0011223344556677/1
            17
            47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=

            — acme.example/tocsin/0011223344556677/1\s""";
    private static final String ED25519_LINE = "— acme.example/tocsin/0011223344556677/1 "
            + "O9xmfDiqKaQeDmE+GSN0KWPzCHds/9LUPyJGZmwNmDb2YMrWS8040g5b9KriorjYT7f6tEa89/gTzZ9P30Vti49G2Q4=\n";
    private static final Origin ORIGIN = Origin.parse("acme.example/tocsin/0011223344556677/1");

    @Test
    void aSegmentOfTheWalIsReadForEver() throws IOException {
        var disk = new FaultDisk(1);
        var wal = LocalWal.open(disk, new WalSettings(16_384, 2, "golden"), target -> {}, (record, position) -> {});
        var sealed = new Sealed(
                Bytes.of(new byte[32]), Bytes.of(new byte[40]), Bytes.of(new byte[12]), Bytes.of(new byte[] {7}));
        wal.append(List.of(new Wal.Draft(1, 0, WalRecord.tail(Bytes.of(new byte[] {5}), sealed))));
        var segment = disk.read("wal/segment-0001");
        assertThat(hex(segment, 0, 40))
                .isEqualTo("000000160f52bf3a856a746f6373696e2d77616c0166676f6c64656e010100000000000000000000");
        assertThat(hex(segment, 4_096, 4_096 + 140))
                .isEqualTo("0000006180726b220000000000000001000000018801010041055820000000000000000000000000"
                        + "00000000000000000000000000000000000000005828000000000000000000000000000000000000"
                        + "000000000000000000000000000000000000000000004c0000000000000000000000004107000000"
                        + "0323744e92000000000000000100000001820201");
        assertThat(Arrays.copyOfRange(segment, 4_096 + 140, 16_384)).containsOnly(0);
    }

    @Test
    void theHeadOfAnArchiveIsReadForEver() throws IOException {
        var disk = new FaultDisk(1);
        Archive.create(disk, 1, ORIGIN, "golden");
        assertThat(HexFormat.of().formatHex(disk.read("logs/1/head")))
                .isEqualTo("866a746f6373696e2d6c6f670166676f6c64656e782661636d652e6578616d706c652f746f637369"
                        + "6e2f303031313232333334343535363637372f3100f4");
    }

    @Test
    void aHeldLogIsReadForEver() {
        var held = new HeldLog(ORIGIN, 2, List.of(Digest.hash()), null);
        assertThat(HexFormat.of().formatHex(held.encode()))
                .isEqualTo("8501782661636d652e6578616d706c652f746f6373696e2f30303131323233333434353536363737"
                        + "2f3102815820e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855f6");
    }

    @Test
    void aCheckpointIsTheTextThatForeignToolsRead() {
        var signer = new CheckpointSigner(
                ORIGIN,
                SigningKey.ofSeed(Algorithm.ML_DSA_44, new byte[32], Entropy.system()),
                SigningKey.ofSeed(Algorithm.ED25519, new byte[32], Entropy.system()),
                Clock.system());
        var text = new String(signer.sign(17, Digest.hash()).encoded().toArray(), StandardCharsets.UTF_8);
        assertThat(text).startsWith(HEAD).endsWith(ED25519_LINE);
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }
}
