package org.tocsin.exchange.trust;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.tocsin.kernel.Prefix;

/**
 * The lists that ship with Tocsin: bogons (RFC 6890) and public resolvers; and, for caution, content delivery networks. One line
 * each: prefix, blank, name of its list.
 */
public final class Veto {
    private Veto() {}

    /** What is never blocked. */
    public static List<Protected.Entry> shipped() {
        return read("veto.txt");
    }

    /** Behind which sites of many owners stand. */
    public static List<Protected.Entry> caution() {
        return read("caution.txt");
    }

    private static List<Protected.Entry> read(String list) {
        var stream = Objects.requireNonNull(Veto.class.getResourceAsStream(list), list + " is part of this module");
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Veto::entry)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Protected.Entry entry(String line) {
        int blank = line.indexOf(' ');
        return new Protected.Entry(
                Prefix.parse(line.substring(0, blank)),
                line.substring(blank + 1).strip());
    }
}
