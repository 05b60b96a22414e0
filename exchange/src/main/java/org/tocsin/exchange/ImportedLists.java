package org.tocsin.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tocsin.exchange.feed.ListReader;
import org.tocsin.exchange.trust.Protected;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;

/** The imported lists that stand, by name. */
public final class ImportedLists {
    private static final Limit LISTS = new Limit("import.lists", 100);
    private static final int MOST_NAMED = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Protected assets;
    private final Map<String, ImportedList> lists = new ConcurrentSkipListMap<>();

    ImportedLists(Protected assets) {
        this.assets = assets;
    }

    /**
     * What an import did.
     *
     * @param refused lines that were no address, as sentences with their line number; the first 20
     * @param spared entries left out because they touch a veto list or a protected asset
     * @param sparedEntries which these are and what they touch, as sentences; the first 20
     */
    public record Import(
            ImportedList list,
            int lines,
            int spared,
            List<String> sparedEntries,
            int refusedCount,
            List<String> refused) {}

    /**
     * Reads a plain or CSV list and puts it in the place of the list of that name. A name that could not be typed again is refused
     * ({@code import.name}), as is one list more than fit ({@code import.lists}). What holds no address at all is a download that failed
     * or somebody's page of errors ({@code import.nothing}): the list that stands must not give way to it.
     */
    public synchronized Import add(
            String name, Action action, Instant until, byte[] text, Instant now, boolean strict) {
        if (!NAME.matcher(name).matches()) {
            throw new Rejection(
                    "import.name", "a list's name is of letters, digits, dot, underscore and hyphen, at most 64");
        }
        lists.values().removeIf(list -> !now.isBefore(list.until()));
        LISTS.check(lists.containsKey(name) ? lists.size() : lists.size() + 1);
        var read = ListReader.read(text);
        if (read.refusedCount() > 0 && strict) {
            throw new Rejection("import.strict", nothing(read));
        }
        if (read.prefixes().isEmpty()) {
            throw new Rejection(
                    "import.nothing", nothing(read) + ". To take a list out of force: tocsin intel rm " + name);
        }
        var kept = new ArrayList<Prefix>();
        var spared = new ArrayList<Prefix>();
        for (var prefix : read.prefixes()) {
            (assets.touched(prefix).isEmpty() ? kept : spared).add(prefix);
        }
        var list = new ImportedList(name, action, until, kept, spared);
        put(list);
        return new Import(
                list,
                read.lines(),
                spared.size(),
                spared.stream().limit(MOST_NAMED).flatMap(this::why).toList(),
                read.refusedCount(),
                read.refused());
    }

    private static String nothing(ListReader.Read read) {
        if (read.refusedCount() > 0) {
            return read.refusedCount() + " of " + read.lines()
                    + " lines hold no address or prefix, so nothing was changed; "
                    + read.refused().getFirst();
        }
        return (read.lines() == 0 ? "the list is empty" : "the list holds comments, blank lines or a heading alone")
                + ", so nothing was changed";
    }

    /** What a spared entry touches; nothing once it is protected no more. */
    private Stream<String> why(Prefix spared) {
        return assets
                .touched(spared)
                .map(one -> spared + " touches " + one.prefix() + ", which stands on " + one.list())
                .stream();
    }

    void put(ImportedList list) {
        lists.put(list.name(), list);
    }

    public boolean remove(String name) {
        return lists.remove(name) != null;
    }

    /** Lists that have not run out. */
    public Collection<ImportedList> live(Instant now) {
        return lists.values().stream()
                .filter(list -> now.isBefore(list.until()))
                .toList();
    }

    /** The first live list that names the address. */
    public Optional<ImportedList> naming(Address address, Instant now) {
        return live(now).stream()
                .filter(list -> list.entries().stream().anyMatch(prefix -> prefix.contains(address)))
                .findFirst();
    }

    /** Why a live list that names the address does nothing to it, as a sentence; empty if none does so. */
    public Optional<String> sparing(Address address, Instant now) {
        return live(now).stream()
                .flatMap(list -> list.spared().stream()
                        .filter(prefix -> prefix.contains(address))
                        .flatMap(this::why)
                        .map(why -> "the imported list '" + list.name() + "' names it; spared: " + why))
                .findFirst();
    }
}
