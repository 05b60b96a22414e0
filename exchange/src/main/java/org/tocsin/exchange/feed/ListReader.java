package org.tocsin.exchange.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;

/**
 * Reads block lists as they are published: one address or prefix a line, or the first address-like column of CSV; comments with
 * {@code #} or {@code ;}, and the heading of a CSV. Other lines that are neither are counted and named, never guessed at.
 */
public final class ListReader {
    private static final Limit SIZE = new Limit("import.size", 64 << 20);
    private static final Limit ENTRIES = new Limit("import.entries", 2_000_000);
    private static final int MOST_NAMED = 20;
    private static final Pattern COLUMNS = Pattern.compile("[\\s,;\"]+");
    private static final Pattern ADDRESS_LIKE = Pattern.compile("[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?");

    private static final Pattern CSV = Pattern.compile("[,;\t]");
    private static final Pattern TITLE = Pattern.compile("[A-Za-z][A-Za-z0-9_ ()-]{0,60}");
    private static final Set<String> ADDRESS_TITLES =
            Set.of("ip", "ip_address", "address", "cidr", "prefix", "network", "indicator", "ioc", "host", "src_ip");

    private ListReader() {}

    /** What was read; repeated entries are one. */
    public record Read(List<Prefix> prefixes, int lines, int refusedCount, List<String> refused) {}

    public static Read read(byte[] text) {
        SIZE.check(text.length);
        var prefixes = new LinkedHashSet<Prefix>();
        var refused = new ArrayList<String>();
        int refusedCount = 0;
        int number = 0;
        boolean first = true;
        for (var line : (Iterable<String>) new String(text, StandardCharsets.UTF_8).lines()::iterator) {
            number++;
            var content = line.strip();
            if (content.isEmpty() || content.startsWith("#") || content.startsWith(";") || content.startsWith("//")) {
                continue;
            }
            boolean heading = first && isHeading(content);
            first = false;
            if (heading) {
                continue;
            }
            try {
                prefixes.add(entry(content));
                ENTRIES.check(prefixes.size());
            } catch (Rejection e) {
                if (e.code().equals("import.entries")) {
                    throw e;
                }
                refusedCount++;
                if (refused.size() < MOST_NAMED) {
                    refused.add("line " + number + ": " + e.detail() + " (" + e.code() + ")");
                }
            }
        }
        return new Read(List.copyOf(prefixes), number, refusedCount, List.copyOf(refused));
    }

    /** The first line of CSV that names its columns: words alone, and several of them or the one that says address. */
    private static boolean isHeading(String line) {
        var columns = CSV.splitAsStream(line)
                .map(column -> column.replace("\"", "").strip())
                .toList();
        return columns.stream().allMatch(column -> TITLE.matcher(column).matches())
                && (columns.size() > 1
                        || ADDRESS_TITLES.contains(columns.getFirst().toLowerCase(Locale.ROOT)));
    }

    /** The first column that looks like an address. Bits behind a prefix length are a slip, and cutting them would block a network for a host. */
    private static Prefix entry(String line) {
        for (var column : COLUMNS.splitAsStream(line).toList()) {
            if (ADDRESS_LIKE.matcher(column).matches() && (column.indexOf('.') > 0 || column.indexOf(':') >= 0)) {
                return Prefix.parse(column);
            }
        }
        throw new Rejection("import.line", "no address in it");
    }
}
