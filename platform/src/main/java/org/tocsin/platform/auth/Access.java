package org.tocsin.platform.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.store.TokenStore;

/** Turns a bearer token or a session cookie into a caller. Sessions live in memory: a restart logs everybody out. */
public final class Access {
    /** How long a session lasts. */
    public static final Duration SESSION = Duration.ofHours(12);

    private static final int MOST_SESSIONS = 1_000;
    private static final int SECRET_BYTES = 32;

    private final TokenStore tokens;
    private final Clock clock;
    private final Entropy entropy;
    private final ConcurrentHashMap<Digest, Session> sessions = new ConcurrentHashMap<>();

    public Access(TokenStore tokens, Clock clock, Entropy entropy) {
        this.tokens = tokens;
        this.clock = clock;
        this.entropy = entropy;
    }

    private record Session(Caller caller, Instant until) {}

    /** Makes a token, keeps its hash, and returns it: the only time that it can be seen. */
    public String issue(String name, Role role) {
        var token = "tocsin_" + secret();
        tokens.put(hash(token), name, role);
        return token;
    }

    /** All tokens without their secrets. */
    public List<TokenStore.Listed> tokens() {
        return tokens.all();
    }

    /** Ends a token and every session that was begun with it; refused ({@code token.unknown}) if there is none of that name. */
    public void revoke(String name) {
        if (!tokens.remove(name)) {
            throw new Rejection("token.unknown", "no token has that name; token ls shows them");
        }
        sessions.values().removeIf(session -> session.caller().name().equals(name));
    }

    public Caller byToken(String token) {
        return tokens.find(hash(token))
                .map(grant -> new Caller(grant.name(), grant.role(), ""))
                .orElse(Caller.STRANGER);
    }

    public Caller byCookie(String cookie) {
        var session = sessions.get(hash(cookie));
        return session != null && clock.now().isBefore(session.until()) ? session.caller() : Caller.STRANGER;
    }

    /** Starts a session for a valid token; returns the cookie's value. */
    public Optional<String> logIn(String token) {
        var caller = byToken(token);
        if (!caller.may(Permission.READ)) {
            return Optional.empty();
        }
        sessions.values().removeIf(session -> !clock.now().isBefore(session.until()));
        if (sessions.size() >= MOST_SESSIONS) {
            throw new Rejection("auth.sessions", MOST_SESSIONS + " sessions are open already; log out somewhere");
        }
        var cookie = secret();
        var until = clock.now().plus(SESSION);
        sessions.put(hash(cookie), new Session(new Caller(caller.name(), caller.role(), secret()), until));
        return Optional.of(cookie);
    }

    public void logOut(String cookie) {
        sessions.remove(hash(cookie));
    }

    private String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(entropy.bytes(SECRET_BYTES));
    }

    private static Digest hash(String secret) {
        return Digest.tagged("tocsin/access/v1", secret.getBytes(StandardCharsets.UTF_8));
    }
}
