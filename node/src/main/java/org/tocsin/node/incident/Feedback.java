package org.tocsin.node.incident;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person said about an incident. It never touches a threshold.
 *
 * @param who name of the token
 * @param scope what is expected from now on; only with {@link Word#BENIGN}
 * @param until when that ends by itself
 * @param released address of the device that was let back in by it; empty for none
 */
public record Feedback(
        Word word,
        String who,
        Instant at,
        String note,
        Optional<Scope> scope,
        Optional<Instant> until,
        String released) {
    private static final Limit NOTE = new Limit("incident.note", 500);

    /** What can be said. */
    public enum Word {
        CONFIRM("confirm"),
        BENIGN_ONCE("benign-once"),
        BENIGN("benign"),
        /** Takes back what was said before. */
        OPEN("open");

        private final String word;

        Word(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Refused ({@code incident.feedback}) if it is none. */
        public static Word of(String text) {
            return Arrays.stream(values())
                    .filter(one -> one.word.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new Rejection(
                            "incident.feedback", "say confirm, benign-once, benign, or open to take it back"));
        }
    }

    public Feedback {
        NOTE.check(note.length());
        note = Printable.of(note);
    }

    /** Whether the incident is closed by it. */
    boolean closes() {
        return word == Word.BENIGN || word == Word.BENIGN_ONCE;
    }

    ObjectNode json() {
        var json = Json.object()
                .put("word", word.word())
                .put("who", who)
                .put("at", at.toString())
                .put("note", note)
                .put("until", until.map(Instant::toString).orElse(null))
                .put("released", released);
        scope.ifPresent(one -> json.set("scope", one.json()));
        return json;
    }

    static Feedback of(JsonNode from) {
        return new Feedback(
                Word.of(Json.text(from, "word")),
                Json.text(from, "who"),
                Instant.parse(Json.text(from, "at")),
                from.path("note").asString(""),
                from.path("scope").isObject() ? Optional.of(Scope.of(from.path("scope"))) : Optional.empty(),
                from.path("until").isString() ? Optional.of(Instant.parse(Json.text(from, "until"))) : Optional.empty(),
                from.path("released").asString(""));
    }
}
