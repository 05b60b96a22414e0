package org.tocsin.exchange.trust;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names under which strangers have names of their own: to spare one would spare whoever rents one there. One label, what a registry
 * keeps for registrations under a country's code, and the shipped list of dynamic DNS and hosting.
 */
final class Suffixes {
    private static final Set<String> SHARED = shipped();

    private Suffixes() {}

    /** @param domain in lower case */
    static boolean isShared(String domain) {
        int dot = domain.indexOf('.');
        if (dot < 0) {
            return true;
        }
        var above = domain.substring(dot + 1);
        boolean ofACountry = above.length() == 2 && SHARED.contains(domain.substring(0, dot) + ".*");
        return ofACountry || SHARED.contains(domain);
    }

    private static Set<String> shipped() {
        var stream = Objects.requireNonNull(
                Suffixes.class.getResourceAsStream("suffixes.txt"), "suffixes.txt is part of this module");
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
