package org.tocsin.lab.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tocsin.kernel.Rejection;

/** Writes an evaluation into the documentation: tables between two marks of detection.md, and pictures beside it. */
final class EvaluationDocs {
    private static final String FROM = "<!-- tocsin lab evaluate writes from here -->";
    private static final String TO = "<!-- to here -->";

    private EvaluationDocs() {}

    /** The page that is written into; refused ({@code lab.docs}) where it is missing. */
    static Path page(Path docs) {
        var page = docs.resolve("detection.md");
        if (!Files.exists(page)) {
            throw new Rejection("lab.docs", page + " is not there; the tables are written between its marks");
        }
        return page;
    }

    /** Refused ({@code lab.docs}) where the page or its marks are missing. */
    static void write(Path docs, EvaluationReport report) {
        var page = page(docs);
        try {
            var text = Files.readString(page);
            int from = text.indexOf(FROM);
            int to = text.indexOf(TO);
            if (from < 0 || to < from) {
                throw new Rejection("lab.docs", page + " lacks the marks '" + FROM + "' and '" + TO + "'");
            }
            var tables = String.join("\n", EvaluationTables.of(report));
            Files.writeString(page, text.substring(0, from) + FROM + "\n\n" + tables + "\n\n" + text.substring(to));
            var images = Files.createDirectories(docs.resolve("images"));
            Files.writeString(images.resolve("found.svg"), EvaluationPictures.found(report));
            Files.writeString(images.resolve("quiet.svg"), EvaluationPictures.quiet(report));
        } catch (IOException broken) {
            throw new Rejection("lab.docs", docs + " can't be written: " + broken.getMessage());
        }
    }
}
