package org.tocsin.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.checkpoint.Origin;

/** A house's keys and the names of its logs, in a file beside them: another process finds the same organisation there. */
record HouseKeys(
        DualKey root,
        DualKey documents,
        Bytes store,
        SigningKey mldsa,
        SigningKey ed25519,
        TlsIdentity tls,
        Origin publicLog,
        Origin circleLog) {
    private static final Entropy ENTROPY = Entropy.system();

    static HouseKeys at(Path folder, String domain) throws IOException {
        var file = folder.resolve("keys.cbor");
        if (Files.exists(file)) {
            return decode(Files.readAllBytes(file));
        }
        var keys = new HouseKeys(
                DualKey.generate(ENTROPY),
                DualKey.generate(ENTROPY),
                Bytes.owning(ENTROPY.bytes(32)),
                SigningKey.generate(Algorithm.ML_DSA_44, ENTROPY),
                SigningKey.generate(Algorithm.ED25519, ENTROPY),
                new Certificates(Clock.system(), ENTROPY).selfSigned(domain, List.of("127.0.0.1")),
                Origin.fresh(domain, ENTROPY),
                Origin.fresh(domain, ENTROPY));
        Files.write(file, keys.encode());
        return keys;
    }

    private byte[] encode() {
        return new CborWriter()
                .bytes(root.encode())
                .bytes(documents.encode())
                .bytes(store.toArray())
                .bytes(mldsa.encode())
                .bytes(ed25519.encode())
                .bytes(tls.encode())
                .text(publicLog.toString())
                .text(circleLog.toString())
                .toArray();
    }

    private static HouseKeys decode(byte[] encoded) {
        var in = new CborReader(encoded);
        return new HouseKeys(
                DualKey.decode(in.bytes(), ENTROPY),
                DualKey.decode(in.bytes(), ENTROPY),
                Bytes.owning(in.bytes()),
                SigningKey.decode(in.bytes(), ENTROPY),
                SigningKey.decode(in.bytes(), ENTROPY),
                TlsIdentity.decode(in.bytes()),
                Origin.parse(in.text()),
                Origin.parse(in.text()));
    }
}
