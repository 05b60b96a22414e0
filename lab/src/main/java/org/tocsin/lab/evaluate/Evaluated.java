package org.tocsin.lab.evaluate;

import java.nio.file.Path;
import java.util.List;

/** What an evaluation came to, for people, machines and the documentation. */
public final class Evaluated {
    private final EvaluationReport report;

    Evaluated(EvaluationReport report) {
        this.report = report;
    }

    /** Refuses ({@code lab.docs}) a folder without the page, before minutes of judging. */
    public static void requirePage(Path docs) {
        var _ = EvaluationDocs.page(docs);
    }

    /** Lines of Markdown. */
    public List<String> tables() {
        return EvaluationTables.of(report);
    }

    /** Objects, each on a line. */
    public List<String> json() {
        return EvaluationJson.of(report);
    }

    /** Writes tables and pictures into a folder of documentation; refused ({@code lab.docs}) where it lacks the page. */
    public void write(Path docs) {
        EvaluationDocs.write(docs, report);
    }
}
