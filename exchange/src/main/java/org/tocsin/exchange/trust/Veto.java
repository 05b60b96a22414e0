package org.tocsin.exchange.trust;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.tocsin.kernel.Prefix;

/** The lists that ship with Tocsin: bogons (RFC 6890) and public resolvers. One line each: prefix, blank, name of its list. */
public final class Veto {
    private Veto() {}

    /** Everything on the shipped lists. */
    public static List<Protected.Entry> shipped() {
        var stream =
                Objects.requireNonNull(Veto.class.getResourceAsStream("veto.txt"), "veto.txt is part of this module");
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
