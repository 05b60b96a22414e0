package org.tocsin.detection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Pairs of name and secret that makers ship and bots try, out of a data file: one pair a line, a tab between, {@code #} comments. */
public final class FactoryList {
    private final Set<String> pairs = new HashSet<>();

    private FactoryList() {}

    /** The list that comes with this program. */
    public static FactoryList shipped() {
        var in = FactoryList.class.getResourceAsStream("factory-credentials.tsv");
        if (in == null) {
            throw new IllegalStateException("factory-credentials.tsv is missing from the module");
        }
        var list = new FactoryList();
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(l -> !l.startsWith("#") && l.indexOf('\t') >= 0)
                    .forEach(list.pairs::add);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return list;
    }

    /** Whether a maker ships this pair; the empty pair is none. */
    public boolean lists(String user, String secret) {
        return !(user.isEmpty() && secret.isEmpty()) && pairs.contains(user + "\t" + secret);
    }
}
