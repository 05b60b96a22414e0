package org.tocsin.cli.api;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Missing;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;

/**
 * The home folder of a node, as far as a command needs it: {@code state/api.json} says where it answers and with which
 * certificate, {@code state/cli.token} opens it. The node writes both when it starts.
 */
record NodeHome(Path folder) {
    private static final Limit SIZE = new Limit("api.file-size", 64 << 10);

    /** Where a node answers. */
    record Door(URI url, Digest certificate, String token) {
        /** Shows no secret: this may end in a message. */
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /** The folder that was named, else the environment's, else the one in the user's own home. */
    static NodeHome of(@Nullable Path named, Map<String, String> environment, String userHome) {
        var fromEnvironment = environment.getOrDefault("TOCSIN_HOME", "");
        return new NodeHome(
                named != null
                        ? named
                        : fromEnvironment.isEmpty() ? Path.of(userHome, ".tocsin") : Path.of(fromEnvironment));
    }

    Door door() {
        var answer = Json.parse(read("state/api.json"));
        var url = URI.create(Json.text(answer, "url"));
        if (!"https".equals(url.getScheme())) {
            throw new Rejection("api.url", folder.resolve("state/api.json") + ": an https URL belongs here");
        }
        var token = new String(read("state/cli.token"), StandardCharsets.US_ASCII).strip();
        return new Door(
                url,
                new Digest(Bytes.hex(
                        Json.text(answer, "certificate").replace(":", "").toLowerCase(Locale.ROOT))),
                token);
    }

    /** Since when the node answers: it writes where just before it does. */
    Optional<Instant> since() {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(folder.resolve("state/api.json")).toInstant());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private byte[] read(String name) {
        var file = folder.resolve(name);
        try {
            SIZE.check(Files.size(file));
            return Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            throw notRunning();
        } catch (AccessDeniedException closed) {
            throw new Missing(file + " can't be read by this user; run this as the user of the node");
        } catch (IOException broken) {
            throw new Missing(file + " can't be read: " + broken.getMessage());
        }
    }

    /** Says how to start a node here, or how to make one. */
    Missing notRunning() {
        return new Missing(
                Files.isDirectory(folder.resolve("keys"))
                        ? "no node runs at " + folder + "; start it with: tocsin node run --home " + folder
                        : folder + " is no node's home; make one with: tocsin node init --home " + folder
                                + " --org YOUR.DOMAIN, or name another with --home");
    }
}
