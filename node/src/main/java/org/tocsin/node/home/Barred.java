package org.tocsin.node.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.Job;

/**
 * That followers barred this node's logs, kept on disk: whoever reopens them works on a node that stands still and can ask nobody.
 * Source: ARCHITECTURE section 5, start rule.
 */
public final class Barred {
    private static final String FILE = "barred";
    private static final String CODE = "ledger.rolled-back";
    private static final Duration EACH = Duration.ofSeconds(1);

    private final Path file;

    public Barred(Home home) {
        file = home.state().resolve(FILE);
    }

    /** Writes it down as soon as the ledger has stopped for it. */
    public Job job(Supplier<Optional<Rejection>> stopped) {
        return new Job("barred", EACH, () -> stopped.get()
                .filter(why -> why.code().equals(CODE) && !Files.exists(file))
                .ifPresent(this::note));
    }

    private void note(Rejection why) {
        try {
            Home.writePrivate(file, why.detail().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why, in words; empty if nothing is known of it. */
    public Optional<String> why() throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** The logs have their successors. */
    void lift() throws IOException {
        Files.deleteIfExists(file);
    }
}
