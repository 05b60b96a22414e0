package org.tocsin.lab.drill;

import java.io.IOException;
import java.util.List;
import org.tocsin.node.chronicle.Beat;

/**
 * One organisation says many things at once. In a quiet circle each entry comes in a batch of its own, and a receiver that leaves out
 * one of a batch would pass for whole: here it can't.
 */
final class BatchScene {
    private static final int ENTRIES = 64;

    private final Crew crew;

    BatchScene(Crew crew) {
        this.crew = crew;
    }

    void play() throws IOException, InterruptedException {
        crew.narrator.begin("beta says " + ENTRIES + " things at once that mean nothing.");
        int mark = crew.board.mark();
        var speaker = crew.member(1);
        speaker.babble(ENTRIES);
        var receivers = crew.members().stream()
                .filter(member -> member.org() != speaker.org())
                .toList();
        var account = Account.settled(crew, receivers);
        judge(crew.tally, account, fewestTogether(crew, mark, speaker.log(), receivers));
        crew.narrator.end();
    }

    /** Of each receiver the most entries that came to it in one batch of a log; of these the fewest. */
    static long fewestTogether(Crew crew, int mark, String log, List<Member> receivers) {
        return receivers.stream()
                .mapToLong(receiver -> crew
                        .board
                        .since(
                                mark,
                                seen -> seen.org() == receiver.org()
                                        && seen.is(Beat.Kind.VERIFIED)
                                        && seen.detail("origin").equals(log))
                        .stream()
                        .mapToLong(seen -> seen.detail().path("entries").longValue())
                        .max()
                        .orElse(0))
                .min()
                .orElse(0);
    }

    /** Entries that came one by one show nothing about batches. */
    static void judge(Tally tally, Account account, long together) {
        tally.step(
                "of entries that came in one batch each was acted on",
                together > 1 && account.holds(),
                account.words() + (together > 1 ? "" : "; none came in a batch with others"));
    }
}
