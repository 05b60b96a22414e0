package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.tocsin.exchange.Action;
import org.tocsin.kernel.Address;
import org.tocsin.lab.attack.Knock;
import org.tocsin.node.chronicle.Beat;

/** Whether somebody is really kept out: an organisation says so, its block list does, and so does the door of its relay. */
final class Gate {
    private static final int KNOCK_MS = 2_000;
    private static final Set<String> DENIES = Set.of(Action.REFUSE_NEW.name(), Action.BLOCK.name());

    private Gate() {}

    /**
     * Waits until an organisation tells that it keeps an address out, and looks whether it does.
     *
     * @return the line that told of it; empty if there is none, or if it is not true
     */
    static Optional<Seen> shut(Crew crew, Member member, int mark, Address address, Duration patience)
            throws IOException, InterruptedException {
        var told = crew.board.await(
                mark,
                seen -> seen.org() == member.org()
                        && seen.is(Beat.Kind.IN_FORCE)
                        && seen.subject().equals(address.toString())
                        && DENIES.contains(seen.detail("action")),
                patience);
        boolean shut = told.isPresent() && member.refuses(address.toString()) && refuses(crew, member, address);
        return shut ? told : Optional.empty();
    }

    /** Whether the next real connection is refused before a byte of TLS. */
    static boolean refuses(Crew crew, Member member, Address address) throws IOException {
        return knock(crew, member, address) == Knock.Answer.REFUSED;
    }

    static boolean letsIn(Crew crew, Member member, Address address) throws IOException {
        return knock(crew, member, address) == Knock.Answer.LET_IN;
    }

    private static Knock.Answer knock(Crew crew, Member member, Address address) throws IOException {
        return Knock.at(member.relay(), address, KNOCK_MS, crew.clock).answer();
    }
}
