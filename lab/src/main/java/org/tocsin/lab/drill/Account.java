package org.tocsin.lab.drill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether receivers have durably acted on each entry of every other's log, and on none twice: by log and index, never by sums. */
record Account(List<Line> lines) {
    private static final int LOOKS = 200;
    private static final int PAUSE_MS = 50;

    Account {
        lines = List.copyOf(lines);
    }

    /** What one receiver did with one log. */
    record Line(String receiver, String speaker, long said, long lost, long surplus) {
        private boolean isWrong() {
            return lost + surplus > 0;
        }

        private String words() {
            return receiver + " lost " + lost + " and took " + surplus + " once too often of " + speaker + "'s " + said;
        }
    }

    /** Looks until nothing is on its way any more, ten seconds at most. */
    static Account settled(Crew crew, List<Member> receivers) throws IOException, InterruptedException {
        var account = of(crew, receivers);
        for (int i = 0; i < LOOKS && account.lost() > 0; i++) {
            Thread.sleep(PAUSE_MS);
            account = of(crew, receivers);
        }
        return account;
    }

    /** As things stand now. */
    static Account of(Crew crew, List<Member> receivers) throws IOException {
        var lines = new ArrayList<Line>();
        for (var speaker : crew.members()) {
            var log = speaker.log();
            long said = speaker.said();
            for (var receiver : receivers) {
                if (receiver.org() != speaker.org()) {
                    var applied = crew.applied(receiver.org());
                    lines.add(new Line(
                            Cast.name(receiver.org()),
                            Cast.name(speaker.org()),
                            said,
                            applied.lost(log, said),
                            applied.surplus(log, said)));
                }
            }
        }
        return new Account(lines);
    }

    long lost() {
        return lines.stream().mapToLong(Line::lost).sum();
    }

    long surplus() {
        return lines.stream().mapToLong(Line::surplus).sum();
    }

    /** An account of nothing shows nothing. */
    boolean holds() {
        return said() > 0 && lines.stream().noneMatch(Line::isWrong);
    }

    long said() {
        return lines.stream().mapToLong(Line::said).sum();
    }

    String words() {
        return lines.stream().anyMatch(Line::isWrong)
                ? lines.stream().filter(Line::isWrong).map(Line::words).collect(Collectors.joining("; "))
                : said() + " entries over all receivers, each acted on and stored at its index in its log";
    }
}
