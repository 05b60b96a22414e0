package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.TestNode;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Decision;
import tools.jackson.databind.JsonNode;

/** What a person lets in and what becomes of it afterwards, over the API of a whole node. */
final class AllowancesTest {
    private static final String LISTED = "198.51.100.7";
    private static final String UNKNOWN = "198.51.100.200";
    private static TestNode node;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        node = TestNode.start(folder, "acme.example");
        var _ = post("/api/v1/imports/drop?action=block&days=1", "198.51.100.0/25\n");
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
    }

    @Test
    void whatAListNamesIsBlockedAgainOnceAPersonsAllowanceEnds() {
        assertThat(denied(LISTED)).isTrue();
        assertThat(isInTheFeed(LISTED)).isTrue();
        assertThat(text(act(LISTED, "allow"), "basis")).isEqualTo("allowed");
        assertThat(denied(LISTED)).isFalse();
        assertThat(isInTheFeed(LISTED)).isFalse();
        assertThat(lastLine(LISTED)).startsWith("lifted: ");
        var answer = act(LISTED, "disallow");
        assertThat(text(answer, "action")).isEqualTo("block");
        assertThat(text(answer, "basis")).isEqualTo("imported");
        assertThat(denied(LISTED)).isTrue();
        assertThat(isInTheFeed(LISTED)).isTrue();
        assertThat(lastLine(LISTED)).startsWith("in force again: ").contains("the imported list drop");
    }

    @Test
    void whomNothingSpeaksAgainstStaysLetInOnceAPersonsAllowanceEnds() {
        act(UNKNOWN, "allow");
        assertThat(text(act(UNKNOWN, "disallow"), "basis")).isEqualTo("nothing");
        assertThat(denied(UNKNOWN)).isFalse();
        assertThat(lastLine(UNKNOWN)).startsWith("lifted: ");
    }

    @Test
    void anAllowanceOfHoursEndsAfterHours() {
        var answer = post("/api/v1/verdicts/198.51.100.201/allow?for=12h", "");
        assertThat(Instant.parse(text(answer, "until"))).isBetween(inHours(11), inHours(13));
        assertThat(text(post("/api/v1/verdicts/198.51.100.201/allow?for=5s", ""), "title"))
                .isEqualTo("verdict.span");
        assertThat(text(post("/api/v1/verdicts/198.51.100.201/allow?for=12", ""), "title"))
                .isEqualTo("span.text");
    }

    private static Instant inHours(int hours) {
        return Instant.now().plus(Duration.ofHours(hours));
    }

    private static JsonNode act(String address, String what) {
        return post("/api/v1/verdicts/" + address + "/" + what, "");
    }

    private static JsonNode post(String path, String body) {
        return Json.parse(node.visitor().json(path, body, Map.of("authorization", "Bearer " + node.token)));
    }

    private static String text(JsonNode answer, String field) {
        return answer.path(field).asString("");
    }

    private static boolean denied(String address) {
        return node.node.blocklists().decide(Address.parse(address)) instanceof Decision.Deny;
    }

    private static boolean isInTheFeed(String address) {
        return node.visitor()
                .get("/feed/blocklist.txt", "authorization", "Bearer " + node.token)
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .anyMatch(line -> Prefix.parse(line).contains(Address.parse(address)));
    }

    private static String lastLine(String address) {
        return node.node.chronicle().about(address).stream()
                .filter(beat -> beat.kind() == Beat.Kind.IN_FORCE)
                .reduce((_, last) -> last)
                .map(Beat::text)
                .orElse("");
    }
}
