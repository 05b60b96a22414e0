package org.tocsin.node.incident;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.tocsin.detection.Finding;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one actor did without a quiet spell of ten minutes, however many findings tell of it.
 *
 * @param id as in {@link IncidentId}
 * @param expected set where a person expects it: nothing follows from its findings
 * @param feedback oldest first; the latest holds
 */
public record Incident(String id, Actor actor, Seen seen, Optional<Expectation> expected, List<Feedback> feedback) {
    /** After so long without a finding the next one is another incident. As long as a detector calls an event running. */
    public static final Duration QUIET = Duration.ofMinutes(10);

    private static final int MOST_FEEDBACK = 100;

    public Incident {
        feedback = List.copyOf(feedback);
    }

    Incident and(Finding finding, Instant now, Optional<Expectation> still) {
        return new Incident(id, Actor.of(finding), seen.and(finding, now), still, feedback);
    }

    /** With one more word of a person; refused ({@code incident.feedback}) after a hundred. */
    Incident and(Feedback said) {
        if (feedback.size() >= MOST_FEEDBACK) {
            throw new Rejection("incident.feedback", MOST_FEEDBACK + " words on one incident are enough");
        }
        var all = new ArrayList<>(feedback);
        all.add(said);
        return new Incident(id, actor, seen, expected, all);
    }

    public Optional<Feedback> latest() {
        return feedback.isEmpty() ? Optional.empty() : Optional.of(feedback.getLast());
    }

    /** Whether something was said about it that could be taken back. */
    public boolean isJudged() {
        return latest().map(said -> said.word() != Feedback.Word.OPEN).orElse(false);
    }

    /** Address of the device that what holds has let back in since that moment, by whichever of its words. */
    public Optional<Address> released(Instant since) {
        return feedback.reversed().stream()
                .takeWhile(said -> said.word() != Feedback.Word.OPEN)
                .filter(said -> !said.released().isEmpty() && said.at().isAfter(since))
                .findFirst()
                .map(said -> Address.parse(said.released()));
    }

    /** Whether it takes no more findings, whenever they come. */
    boolean isClosed() {
        return latest().map(Feedback::closes).orElse(false);
    }

    /** Whether a finding of that moment belongs to it. A replayed capture has a clock of its own, so both must agree. */
    boolean isRunning(Instant packet, Instant now) {
        return !isClosed() && isNear(seen.last(), packet) && isNear(seen.heard(), now);
    }

    private static boolean isNear(Instant before, Instant now) {
        return Duration.between(before, now).abs().compareTo(QUIET) < 0;
    }

    /** What is expected from now on since a person said so here, if that holds at that moment. */
    Optional<Feedback> scopeAt(Instant now) {
        return latest().filter(said ->
                said.scope().isPresent() && said.until().map(now::isBefore).orElse(false));
    }

    public State state(Instant now) {
        var open = expected.isPresent() ? State.EXPECTED : isNear(seen.heard(), now) ? State.OPEN : State.QUIET;
        return latest().map(said -> switch (said.word()) {
                    case CONFIRM -> State.CONFIRMED;
                    case BENIGN, BENIGN_ONCE -> State.BENIGN;
                    case OPEN -> open;
                })
                .orElse(open);
    }

    /** Whether somebody else may have done it in the actor's name; of a device of ours the tap sees where it stands. */
    boolean mayBeForged() {
        return actor.side() != Side.OURS && !seen.proven();
    }

    /** For machines, with how it stands at that moment. */
    public ObjectNode json(Instant now) {
        var json = json();
        json.put("state", state(now).word());
        return json;
    }

    ObjectNode json() {
        var json = Json.object()
                .put("id", id)
                .put("actor", actor.id())
                .put("role", actor.side().word())
                .put("address", actor.address());
        seen.write(json);
        json.put("expectedUntil", expected.map(one -> one.until().toString()).orElse(null))
                .put("expectedBy", expected.map(Expectation::by).orElse(""));
        json.set("feedback", Json.array(feedback, Feedback::json));
        return json;
    }

    /** What {@link #json()} wrote; empty for what this program does not understand. */
    static Optional<Incident> of(JsonNode from) {
        try {
            var said = new ArrayList<Feedback>();
            from.path("feedback").forEach(one -> said.add(Feedback.of(one)));
            return Optional.of(new Incident(
                    Json.text(from, "id"),
                    new Actor(
                            Json.text(from, "actor"),
                            Side.of(Json.text(from, "role")).orElseThrow(),
                            Json.text(from, "address")),
                    Seen.of(from),
                    from.path("expectedUntil").isString()
                            ? Optional.of(new Expectation(
                                    Json.text(from, "expectedBy"), Instant.parse(Json.text(from, "expectedUntil"))))
                            : Optional.empty(),
                    said));
        } catch (Rejection | DateTimeException | NoSuchElementException unread) {
            return Optional.empty();
        }
    }
}
