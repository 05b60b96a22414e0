package org.tocsin.federation.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * One log in a descriptor. Source: FORMATS, Node descriptor, key 6.
 *
 * @param vkeys C2SP verifier keys; both algorithms
 * @param first index of the first entry that these keys sign
 * @param successorOf the log that this one goes on from, after a key change or a restored backup
 * @param finalSize the last size of an ended log; empty while it lives, or when it was superseded by a reopening
 */
public record LogKeys(
        String origin, List<String> vkeys, long first, Optional<String> successorOf, Optional<Long> finalSize) {
    static final Limit MOST_VKEYS = new Limit("descriptor.vkeys", 8);

    public LogKeys {
        vkeys = List.copyOf(vkeys);
        MOST_VKEYS.check(vkeys.size());
    }

    /** A log from its beginning. */
    public static LogKeys fresh(String origin, List<String> vkeys) {
        return new LogKeys(origin, vkeys, 0, Optional.empty(), Optional.empty());
    }

    void write(CborWriter out) {
        out.array(5).text(origin).array(vkeys.size());
        vkeys.forEach(out::text);
        out.uint(first);
        successorOf.ifPresentOrElse(out::text, out::nil);
        finalSize.ifPresentOrElse(out::uint, out::nil);
    }

    static LogKeys read(CborReader in) {
        int items = in.array(5);
        var origin = in.text();
        var vkeys = new ArrayList<String>();
        for (int i = MOST_VKEYS.check(in.array(1)); i > 0; i--) {
            vkeys.add(in.text());
        }
        long first = in.uint();
        Optional<String> successorOf = in.nil() ? Optional.empty() : Optional.of(in.text());
        Optional<Long> finalSize = in.nil() ? Optional.empty() : Optional.of(in.uint());
        in.skip(items - 5);
        return new LogKeys(origin, vkeys, first, successorOf, finalSize);
    }
}
