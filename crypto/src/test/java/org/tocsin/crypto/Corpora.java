package org.tocsin.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

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

    public static String gzipText(String relative) throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file(relative))), StandardCharsets.UTF_8))) {
            return in.readAllAsString();
        }
    }
}
