package org.tocsin.exchange.feed;

import java.util.Locale;
import org.tocsin.exchange.Verdict;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** A verdict for machines: {@code subject, action, basis, until, reasons}. */
public final class VerdictJson {
    private VerdictJson() {}

    public static JsonNode of(Verdict verdict) {
        var reasons = Json.array();
        verdict.reasons().forEach(reasons::add);
        return Json.object()
                .put("subject", verdict.subject().toString())
                .put("action", word(verdict.action()))
                .put("basis", word(verdict.basis()))
                .put("until", verdict.until().toString())
                .set("reasons", reasons);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
