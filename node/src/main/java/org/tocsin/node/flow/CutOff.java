package org.tocsin.node.flow;

import java.time.Instant;
import java.util.List;
import org.tocsin.kernel.Address;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Entry;
import org.tocsin.policy.Subject;

/** An own device in quarantine, and until when. */
public record CutOff(String device, Address address, Instant until) {
    /** All that hold at that moment. */
    public static List<CutOff> all(Blocklists blocklists, long nowMillis) {
        return blocklists.current().entries(nowMillis).stream()
                .<CutOff>mapMulti((entry, found) -> {
                    if (entry instanceof Entry(var _, Subject.Hosts(var prefix), Decision.Quarantine(var ground))) {
                        found.accept(
                                new CutOff(ground.id(), prefix.address(), Instant.ofEpochMilli(ground.untilMillis())));
                    }
                })
                .toList();
    }
}
