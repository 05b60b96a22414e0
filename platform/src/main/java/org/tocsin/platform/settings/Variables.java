package org.tocsin.platform.settings;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/**
 * Environment variables that override settings: {@code TOCSIN_} and the key in upper case with underscores. One that begins like a
 * section of the settings and is no key of it is a misspelt setting; others may be anybody's (an orchestrator names its own so).
 */
final class Variables {
    private static final String PREFIX = "TOCSIN_";
    private static final int LIKELY_MISSPELT = 2;

    /** Set for the launcher, tests and tools. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "TOCSIN_HOME",
            "TOCSIN_UNSEAL_FILE",
            "TOCSIN_JAVA_HOME",
            "TOCSIN_REPOSITORY",
            "TOCSIN_CORPORA",
            "TOCSIN_PEERS",
            "TOCSIN_GOLDEN",
            "TOCSIN_KILLS");

    /** Those of them that a person sets. */
    private static final Set<String> FOR_PEOPLE = Set.of("TOCSIN_HOME", "TOCSIN_UNSEAL_FILE", "TOCSIN_JAVA_HOME");

    private final Map<String, String> environment;
    private final Set<String> keys = new HashSet<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable of a key, remembered as one that there is. */
    String name(String key) {
        var name = PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
        keys.add(name);
        return name;
    }

    /** One line for each of our variables that is neither a setting nor known otherwise and is not refused, in order. */
    List<String> passedOver(Collection<String> sections) {
        return environment.keySet().stream()
                .filter(name -> isStranger(name) && !isMisspelt(name, sections))
                .sorted()
                .map(name -> Printable.of(name) + " is no setting and is passed over" + meant(name))
                .toList();
    }

    private String meant(String name) {
        var ours = Nearest.to(name, FOR_PEOPLE);
        if (Nearest.distance(name, ours) <= LIKELY_MISSPELT) {
            return "; did you mean " + ours + "?";
        }
        var like = Nearest.like(name, keys);
        return like.isEmpty() ? "; docs/settings.md has all" : "; did you mean " + like.getFirst() + "?";
    }

    private boolean isStranger(String name) {
        return name.startsWith(PREFIX) && !keys.contains(name) && !NO_SETTINGS.contains(name);
    }

    /** A refusal ({@code settings.variable}) of each that looks like a setting and is none; call it once all keys were asked for. */
    List<Rejection> misspelt(Collection<String> sections) {
        return environment.keySet().stream()
                .filter(name -> isStranger(name) && isMisspelt(name, sections))
                .sorted()
                .map(name -> new Rejection(
                        "settings.variable",
                        "the environment variable " + Printable.of(name) + " is no setting; did you mean "
                                + Nearest.to(name, keys) + "?"))
                .toList();
    }

    private boolean isMisspelt(String name, Collection<String> sections) {
        return isInSection(name, sections) || Nearest.distance(name, Nearest.to(name, keys)) <= LIKELY_MISSPELT;
    }

    private static boolean isInSection(String name, Collection<String> sections) {
        return sections.stream().anyMatch(section -> name.startsWith(PREFIX + section.toUpperCase(Locale.ROOT) + "_"));
    }
}
