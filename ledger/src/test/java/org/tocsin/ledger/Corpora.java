package org.tocsin.ledger;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Foreign test data, read in place. */
public final class Corpora {
    private Corpora() {}

    /** A file of the corpora; the test is skipped where they are not. */
    public static Path file(String relative) {
        var root = Optional.ofNullable(System.getenv("TOCSIN_CORPORA"))
                .map(Path::of)
                .orElseGet(() -> Path.of(Optional.ofNullable(System.getenv("TOCSIN_REPOSITORY"))
                                .orElse("."))
                        .resolve("../shared/data")
                        .normalize());
        var file = root.resolve(relative);
        assumeTrue(Files.exists(file), () -> "corpora are not here: " + file);
        return file;
    }
}
