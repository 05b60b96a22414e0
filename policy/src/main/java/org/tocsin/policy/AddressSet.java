package org.tocsin.policy;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;

/** An immutable set of hosts and networks with a decision each; the seam behind which an index of millions can stand. */
interface AddressSet {
    /** What the most specific entry that still holds says about an address, or null. Allocates nothing. */
    @Nullable
    Decision find(Address address, long nowMillis);

    /** What stands at exactly that range, held or ended; null if nothing does. */
    @Nullable
    Decision at(Prefix prefix);

    int size();

    /** Visits all entries, expired ones too. */
    void forEach(BiConsumer<Prefix, Decision> visitor);
}
