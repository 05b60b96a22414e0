package org.tocsin.node.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.crypto.seal.RecoveryPhrase;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Role;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
import org.tocsin.platform.store.TokenStore;

/** Founds an organisation: root, keys, logs, first descriptor, settings file, admin token. Done once for a home folder. */
public final class Founding {
    private final Clock clock;
    private final Entropy entropy;

    public Founding(Clock clock, Entropy entropy) {
        this.clock = clock;
        this.entropy = entropy;
    }

    /**
     * What a person must keep; shown once.
     *
     * @param phrase restores the unseal key
     * @param token opens console and API
     */
    public record Founded(Fingerprint fingerprint, Path unsealFile, String phrase, String token) {
        /** Shows no secret: this may end in a log. */
        @Override
        public String toString() {
            return "node " + fingerprint;
        }
    }

    /**
     * Makes the home folder.
     *
     * @param domain what the organisation calls itself
     * @param urls where peers can dial it; empty behind NAT
     */
    public Founded found(Home home, String domain, List<String> urls, Map<String, String> environment)
            throws IOException {
        if (home.isFounded()) {
            throw new Rejection("home.exists", home.folder() + " is a node's home already");
        }
        requireApart(home);
        requireOrganisation(domain);
        var circle = Origin.fresh(domain, entropy);
        home.create();
        var unsealFile = home.unsealFile(environment);
        var unseal = Files.exists(unsealFile) ? home.unsealKey(environment) : fresh(unsealFile);
        var keyring = new Keyring(home, unseal, clock, entropy);
        var root = DualKey.generate(entropy);
        var documents = DualKey.generate(entropy);
        keyring.writeRoot(root);
        keyring.writeDocuments(documents);
        keyring.writeStore(entropy.bytes(KeyWrap.KEY));
        var certificates = new Certificates(clock, entropy);
        var tls = certificates.selfSigned(domain, List.of(domain));
        keyring.writePeerTls(tls);
        keyring.writeApiTls(certificates.selfSigned(domain, List.of(domain, "localhost", "127.0.0.1")));
        var logs = logs(domain, circle);
        keyring.writeLogs(logs);
        writeSettings(home, urls);
        var token = adminToken(home);
        var descriptor = OwnDescriptor.issue(
                1, root, documents.form(), domain, urls, List.of(tls.spki()), described(logs), clock.now());
        Home.writePrivate(home.descriptor(), descriptor.encoded());
        return new Founded(descriptor.fingerprint(), unsealFile, RecoveryPhrase.of(unseal), token);
    }

    /** A home in another's folder would be backed up with it, restored with it, and removed with it. Links are followed. */
    private static void requireApart(Home home) throws IOException {
        @Nullable Path there = home.folder();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        for (var at = there == null ? null : there.toRealPath(); at != null; at = at.getParent()) {
            if (new Home(at).isFounded()) {
                throw new Rejection(
                        "home.inside",
                        home.folder() + " lies inside the home of another node, " + at
                                + "; name a folder outside of it");
            }
        }
    }

    private static void requireOrganisation(String domain) {
        try {
            Origin.requireDomain(domain);
        } catch (Rejection noDomain) {
            throw new Rejection(
                    "home.organisation",
                    "'" + Printable.of(domain)
                            + "' is no domain; an organisation is named by its domain in lower case, e.g. acme.example");
        }
    }

    private UnsealKey fresh(Path file) throws IOException {
        var fresh = UnsealKey.generate(entropy);
        fresh.write(file);
        return fresh;
    }

    private Map<LogRole, Keyring.LogKey> logs(String domain, Origin circle) {
        var logs = new EnumMap<LogRole, Keyring.LogKey>(LogRole.class);
        for (var role : LogRole.values()) {
            var origin = role == LogRole.CIRCLE ? circle : Origin.fresh(domain, entropy);
            logs.put(
                    role,
                    new Keyring.LogKey(
                            origin,
                            SigningKey.generate(Algorithm.ML_DSA_44, entropy),
                            SigningKey.generate(Algorithm.ED25519, entropy)));
        }
        return logs;
    }

    /** The private log is followed by nobody, so no descriptor names it. */
    static List<Keyring.LogKey> published(Map<LogRole, Keyring.LogKey> logs) {
        return logs.entrySet().stream()
                .filter(log -> log.getKey() != LogRole.PRIVATE)
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<OwnDescriptor.Log> described(Map<LogRole, Keyring.LogKey> logs) {
        return published(logs).stream()
                .map(key ->
                        new OwnDescriptor.Log(key.origin(), key.signer(clock).vkeys()))
                .toList();
    }

    private static void writeSettings(Home home, List<String> urls) throws IOException {
        var text = new StringBuilder("# Settings of this node; every key has a default. See docs/settings.md.\n");
        if (!urls.isEmpty()) {
            text.append("federation:\n  urls:\n");
            urls.forEach(url -> text.append("    - \"").append(url).append("\"\n"));
        }
        if (!Files.exists(home.settings())) {
            Home.writePrivate(home.settings(), text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private String adminToken(Home home) {
        var rooms = List.of(Migrations.of("platform", SqliteDatabase.class));
        try (var database = SqliteDatabase.open(home.database(), rooms)) {
            return new Access(new TokenStore(database, clock), clock, entropy).issue("admin", Role.ADMIN);
        }
    }

    /**
     * A new descriptor when URLs or keys have changed; the root rests again afterwards. Its number is above any that peers know:
     * a home restored from a backup must not sign a second document under a number that is taken, which looks like a lie.
     * That a peer has shown a higher one is no reason to sign: the start rule has to stop such a home, and a reopening cures it.
     *
     * @param shown highest number of a descriptor of this node that a peer has shown; 0 if none
     */
    public OwnDescriptor renew(Home home, Keyring keyring, OwnDescriptor before, List<String> urls, long shown)
            throws IOException {
        var now = clock.now();
        boolean soon = now.isAfter(before.notAfter().minus(OwnDescriptor.VALIDITY.dividedBy(12)));
        var tls = keyring.peerTls().spki();
        if (before.urls().equals(urls) && before.tls().contains(tls) && !soon) {
            return before;
        }
        var next = OwnDescriptor.issue(
                OwnDescriptor.numberAbove(Math.max(before.number(), shown), now),
                keyring.root(),
                keyring.documents().form(),
                before.domain(),
                urls,
                List.of(tls),
                before.logs(),
                now);
        Home.writePrivate(home.descriptor(), next.encoded());
        return next;
    }

    /** The descriptor that this home last wrote. */
    public static OwnDescriptor descriptor(Home home) throws IOException {
        return OwnDescriptor.read(Files.readAllBytes(home.descriptor()));
    }
}
