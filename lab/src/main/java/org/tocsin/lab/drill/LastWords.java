package org.tocsin.lab.drill;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.tocsin.kernel.Printable;

/** The end of a member's log, on one line. */
final class LastWords {
    private static final int BYTES = 8 << 10;
    private static final int LINES = 3;
    private static final int LETTERS = 400;

    private LastWords() {}

    /** The last lines that say something; the frames of a stack trace do not. */
    static String of(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            var end = new byte[BYTES];
            int length = Math.max(0, file.read(end));
            var lines = new String(end, 0, length, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.matches("\\s+(at |\\.\\.\\. ).*"))
                    .toList();
            return lines.isEmpty()
                    ? "nothing"
                    : lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                            .map(line -> Printable.of(line.length() > LETTERS ? line.substring(0, LETTERS) : line))
                            .collect(Collectors.joining(" | "));
        } catch (IOException unread) {
            return "nothing that can be read";
        }
    }
}
