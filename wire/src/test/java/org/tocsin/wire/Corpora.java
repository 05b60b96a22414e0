package org.tocsin.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the corpora lie; a test without them is skipped and says so. */
public final class Corpora {
    private Corpora() {}

    public static Path captures() {
        var named = System.getenv("TOCSIN_CORPORA");
        var repository = System.getenv().getOrDefault("TOCSIN_REPOSITORY", ".");
        var root = named != null ? Path.of(named) : Path.of(repository).resolve("../shared/data");
        var captures = root.resolve("captures").normalize();
        assumeTrue(Files.isDirectory(captures), "no corpora in " + captures + "; name their folder in TOCSIN_CORPORA");
        return captures;
    }
}
