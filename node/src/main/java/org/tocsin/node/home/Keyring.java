package org.tocsin.node.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.crypto.seal.SealedFile;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;

/** A node's keys, each file sealed under the unseal key and bound to its purpose. The root stays sealed until it is needed. */
public final class Keyring {
    private static final String ROOT = "root";
    private static final String DOCUMENTS = "documents";
    private static final String LOGS = "logs";
    private static final String SUCCESSORS = "logs-next";
    private static final String PEER_TLS = "peer-tls";
    private static final String API_TLS = "api-tls";
    private static final String STORE = "store";

    private final Home home;
    private final UnsealKey unseal;
    private final Clock clock;
    private final Entropy entropy;

    public Keyring(Home home, UnsealKey unseal, Clock clock, Entropy entropy) {
        this.home = home;
        this.unseal = unseal;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** A log's two keys. */
    public record LogKey(Origin origin, SigningKey mldsa44, SigningKey ed25519) {
        public CheckpointSigner signer(Clock clock) {
            return new CheckpointSigner(origin, mldsa44, ed25519, clock);
        }
    }

    /** The organisation's root; keep it no longer than a signature takes. */
    public DualKey root() throws IOException {
        return DualKey.decode(read(ROOT), entropy);
    }

    public DualKey documents() throws IOException {
        return DualKey.decode(read(DOCUMENTS), entropy);
    }

    public TlsIdentity peerTls() throws IOException {
        return TlsIdentity.decode(read(PEER_TLS));
    }

    public TlsIdentity apiTls() throws IOException {
        return TlsIdentity.decode(read(API_TLS));
    }

    public KeyWrap store() throws IOException {
        return new KeyWrap(read(STORE));
    }

    /** The logs of this node; refused while a reopening is unfinished, since peers may know the successors already. */
    public Map<LogRole, LogKey> logs() throws IOException {
        if (Files.exists(file(SUCCESSORS))) {
            throw new Rejection("home.reopening", "tocsin log reopen was cut short; run it again");
        }
        return endingLogs();
    }

    /** The logs that a reopening ends. */
    Map<LogRole, LogKey> endingLogs() throws IOException {
        return logs(LOGS);
    }

    /** The logs that an unfinished reopening begins. */
    Optional<Map<LogRole, LogKey>> successors() throws IOException {
        return Files.exists(file(SUCCESSORS)) ? Optional.of(logs(SUCCESSORS)) : Optional.empty();
    }

    private Map<LogRole, LogKey> logs(String name) throws IOException {
        var in = new CborReader(read(name));
        var logs = new EnumMap<LogRole, LogKey>(LogRole.class);
        for (int i = in.array(); i > 0; i--) {
            in.array(4);
            var role = LogRole.valueOf(in.text());
            var origin = Origin.parse(in.text());
            logs.put(
                    role,
                    new LogKey(origin, SigningKey.decode(in.bytes(), entropy), SigningKey.decode(in.bytes(), entropy)));
        }
        in.end();
        if (logs.size() != LogRole.values().length) {
            throw new Rejection("home.logs", "the keys of a log are missing");
        }
        return logs;
    }

    /** The signer of one of this node's logs. */
    public CheckpointSigner signer(Map<LogRole, LogKey> logs, Origin origin) {
        return logs.values().stream()
                .filter(key -> key.origin().equals(origin))
                .findFirst()
                .orElseThrow(() -> new Rejection("home.logs", "no key of " + origin))
                .signer(clock);
    }

    void writeRoot(DualKey key) throws IOException {
        write(ROOT, key.encode());
    }

    void writeDocuments(DualKey key) throws IOException {
        write(DOCUMENTS, key.encode());
    }

    void writePeerTls(TlsIdentity identity) throws IOException {
        write(PEER_TLS, identity.encode());
    }

    void writeApiTls(TlsIdentity identity) throws IOException {
        write(API_TLS, identity.encode());
    }

    void writeStore(byte[] key) throws IOException {
        write(STORE, key);
    }

    void writeLogs(Map<LogRole, LogKey> logs) throws IOException {
        write(LOGS, encoded(logs));
    }

    /** Keeps the keys of logs that are about to begin; those that end keep theirs until {@link #succeed}. */
    void writeSuccessors(Map<LogRole, LogKey> logs) throws IOException {
        write(SUCCESSORS, encoded(logs));
    }

    /** The successors have begun: from now on they are this node's logs. */
    void succeed() throws IOException {
        write(LOGS, read(SUCCESSORS));
        Files.delete(file(SUCCESSORS));
    }

    private static byte[] encoded(Map<LogRole, LogKey> logs) {
        var out = new CborWriter().array(logs.size());
        logs.forEach((role, key) -> out.array(4)
                .text(role.name())
                .text(key.origin().toString())
                .bytes(key.mldsa44().encode())
                .bytes(key.ed25519().encode()));
        return out.toArray();
    }

    private Path file(String name) {
        return home.keys().resolve(name + ".key");
    }

    private byte[] read(String name) throws IOException {
        return SealedFile.read(file(name), unseal, "tocsin/home/" + name);
    }

    private void write(String name, byte[] secret) throws IOException {
        SealedFile.write(file(name), unseal, "tocsin/home/" + name, secret, entropy);
    }
}
