package org.tocsin.lab.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where corpora of captures lie: a folder named by {@code TOCSIN_CORPORA}, else {@code ../shared/data} beside the repository. */
public final class Corpora {
    private Corpora() {}

    public static Optional<Path> captures() {
        var named = System.getenv("TOCSIN_CORPORA");
        var repository = System.getenv().getOrDefault("TOCSIN_REPOSITORY", ".");
        var root = named != null ? Path.of(named) : Path.of(repository).resolve("../shared/data");
        return Optional.of(root.resolve("captures").normalize()).filter(Files::isDirectory);
    }
}
