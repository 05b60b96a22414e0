package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Decision;
import tools.jackson.databind.JsonNode;

/** A whole node, packets, and what a person says about what it found. */
final class FeedbackTest {
    private static final String CAMERA = Town.CAMERA;

    @TempDir
    Path folder;

    private TestNode acme;

    @BeforeEach
    void start() throws IOException {
        acme = TestNode.start(folder, "acme.example");
    }

    @AfterEach
    void stop() throws IOException {
        acme.close();
    }

    private void see(Packets packets) throws IOException, InterruptedException {
        acme.node.watch("hand-made", packets.stream()).join();
    }

    private static Packets scan() {
        return new Packets().scan(CAMERA, "203.0.113.", 40);
    }

    private JsonNode get(String path) {
        return Json.parse(acme.visitor()
                .get("/api/v1/incidents" + path, "authorization", "Bearer " + acme.token)
                .body());
    }

    private JsonNode newest() {
        return get("/" + get("").path("incidents").path(0).path("id").asString(""));
    }

    private HttpResponse<String> say(JsonNode incident, String body) {
        return acme.visitor()
                .post(
                        "/api/v1/incidents/" + incident.path("id").asString("") + "/feedback",
                        acme.token,
                        BodyPublishers.ofString(body));
    }

    private Decision decided() {
        return acme.node.blocklists().decide(Address.parse(CAMERA));
    }

    @Test
    void twoScansElevenMinutesApartAreTwoIncidentsAndEachTellsItsStory() throws Exception {
        see(new Packets()
                .scan(CAMERA, "203.0.113.", 120)
                .pass(Duration.ofMinutes(11))
                .scan(CAMERA, "198.51.100.", 120));
        assertThat(get("").path("incidents")).hasSize(2);
        var first = get("/" + get("").path("incidents").path(1).path("id").asString(""));
        assertThat(first.path("happened").asString("")).startsWith("Our device " + CAMERA + " scanned many hosts: ");
        assertThat(first.path("because").asString("")).contains("Observed: ", "expected: ", "Confidence ");
        assertThat(first.path("lines"))
                .extracting(line -> line.path("kind").asString(""))
                .contains("finding", "quarantine");
    }

    @Test
    void benignOnceLetsTheDeviceBackInAndTakingItBackCutsItOffAgain() throws Exception {
        see(scan());
        var incident = newest();
        assertThat(decided()).isInstanceOf(Decision.Quarantine.class);
        var said = say(incident, "{\"word\":\"benign-once\",\"note\":\"ours\"}");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        assertThat(decided()).isEqualTo(Decision.permit());
        assertThat(newest().path("lines"))
                .extracting(line -> line.path("kind").asString(""))
                .endsWith("feedback", "in force");
        say(incident, "{\"word\":\"open\"}");
        assertThat(decided()).isInstanceOf(Decision.Quarantine.class);
    }

    @Test
    void aDeviceThatAWordBeforeTheLastLetInIsCutOffAgainOnceAllIsTakenBack() throws Exception {
        see(scan());
        var incident = newest();
        say(incident, "{\"word\":\"benign\",\"for\":\"2d\"}");
        say(incident, "{\"word\":\"benign-once\"}");
        say(incident, "{\"word\":\"confirm\"}");
        assertThat(decided()).isEqualTo(Decision.permit());
        var said = say(incident, "{\"word\":\"open\"}");
        assertThat(decided()).isInstanceOf(Decision.Quarantine.class);
        assertThat(Json.parse(said.body()).path("cutOff").asString("")).isEqualTo(CAMERA);
        assertThat(newest().path("lines"))
                .allSatisfy(line -> assertThat(line.path("text").asString("")).doesNotContainPattern("\\.\\d+Z"));
    }

    @Test
    void whatWasTakenBackOnceIsNotTakenBackTwice() throws Exception {
        see(scan());
        var incident = newest();
        say(incident, "{\"word\":\"benign-once\"}");
        say(incident, "{\"word\":\"open\"}");
        var _ = acme.visitor()
                .post(
                        "/api/v1/devices/" + Json.text(incident, "actor") + "/release",
                        acme.token,
                        BodyPublishers.noBody());
        say(incident, "{\"word\":\"confirm\"}");
        say(incident, "{\"word\":\"open\"}");
        assertThat(decided()).isEqualTo(Decision.permit());
    }

    @Test
    void afterBenignOnceTheNextScanCutsItOffAgain() throws Exception {
        see(scan());
        say(newest(), "{\"word\":\"benign-once\"}");
        see(scan());
        assertThat(decided()).isInstanceOf(Decision.Quarantine.class);
    }

    @Test
    void whatIsExpectedIsRecordedAndCutsNobodyOff() throws Exception {
        see(scan());
        say(newest(), "{\"word\":\"benign\",\"for\":\"30d\",\"port\":23}");
        see(scan());
        assertThat(decided()).isEqualTo(Decision.permit());
        var expected = newest();
        assertThat(expected.path("state").asString("")).isEqualTo("expected");
        assertThat(expected.path("lines"))
                .hasSizeGreaterThan(0)
                .allSatisfy(line -> assertThat(line.path("kind").asString("")).isEqualTo("finding"));
        var person = acme.visitor();
        person.logIn(acme.token);
        assertThat(person.get("/").body())
                .as("the bell")
                .contains("let back in")
                .doesNotContain("watched");
        see(new Packets().guesses(CAMERA, "203.0.113.9", 40));
        assertThat(decided()).as("another kind").isInstanceOf(Decision.Quarantine.class);
    }

    @Test
    void aDeviceStaysCutOffWhileAnotherIncidentSpeaksAgainstIt() throws Exception {
        see(scan());
        var first = newest();
        see(new Packets().pass(Duration.ofMinutes(30)).guesses(CAMERA, "203.0.113.9", 40));
        var said = Json.parse(say(first, "{\"word\":\"benign-once\"}").body());
        assertThat(said.path("advice").asString("")).startsWith("It stays cut off: incident ");
        assertThat(decided()).isInstanceOf(Decision.Quarantine.class);
        say(newest(), "{\"word\":\"benign-once\"}");
        assertThat(decided()).isEqualTo(Decision.permit());
    }

    @Test
    void benignLiftsNothingThatIsReportedAboutAnOutsider() throws Exception {
        see(new Packets().guesses(Town.GUESSER, CAMERA, 16));
        var said =
                Json.parse(say(newest(), "{\"word\":\"benign\",\"for\":\"1d\"}").body());
        assertThat(said.path("advice").asString("")).contains("tocsin verdict allow " + Town.GUESSER);
        assertThat(Town.inForce(acme, Town.GUESSER)).isTrue();
    }

    @Test
    void whatIsExpectedOfAnOutsiderIsNeitherBlockedNorSaid() throws Exception {
        see(new Packets().guesses(Town.GUESSER, CAMERA, 16));
        var before = newest();
        say(before, "{\"word\":\"benign\",\"for\":\"1d\"}");
        var _ = acme.node.exchange().disallow(Subject.parse(Town.GUESSER));
        long said = acme.node.chronicle().recent(1_000).stream()
                .filter(beat -> beat.kind() == Beat.Kind.STATEMENT)
                .count();
        see(new Packets().guesses(Town.GUESSER, CAMERA, 16));
        assertThat(newest().path("state").asString("")).isEqualTo("expected");
        assertThat(acme.node.chronicle().recent(1_000))
                .filteredOn(beat -> beat.kind() == Beat.Kind.STATEMENT)
                .hasSize((int) said);
    }

    @Test
    void aHostileNoteMovesNoCursorAndIsKept() throws Exception {
        see(scan());
        say(newest(), "{\"word\":\"confirm\",\"note\":\"\\u001b[2J\\u202e<script>\\n'; drop table incident\"}");
        acme.stop();
        acme.go();
        var note = newest().path("feedback").path(0).path("note").asString("");
        assertThat(note).contains("<script>", "drop table incident").matches(text -> text.chars()
                .noneMatch(Character::isISOControl));
    }

    @Test
    void wrongWordsAreRefusedByName() throws Exception {
        see(scan());
        var incident = newest();
        assertThat(say(incident, "{\"word\":\"fine\"}").body()).contains("incident.feedback");
        assertThat(say(incident, "{\"word\":\"benign\"}").body()).contains("incident.span");
        assertThat(say(incident, "{\"word\":\"benign\",\"for\":\"366d\"}").body())
                .contains("incident.span");
        assertThat(say(incident, "{\"word\":\"confirm\",\"port\":23}").body()).contains("incident.scope");
        assertThat(say(incident, "{\"word\":\"benign\",\"for\":\"1d\",\"port\":70000}")
                        .body())
                .contains("incident.port");
        assertThat(say(incident, "{\"word\":\"benign\",\"for\":\"1d\",\"kind\":\"beacon\"}")
                        .body())
                .contains("incident.kind");
        assertThat(say(incident, "{\"word\":\"open\"}").body()).contains("incident.feedback");
        assertThat(say(incident, "{\"word\":\"confirm\",\"note\":\"" + "x".repeat(501) + "\"}")
                        .body())
                .contains("incident.note");
        assertThat(acme.visitor()
                        .post(
                                "/api/v1/incidents/000000000-00000/feedback",
                                acme.token,
                                BodyPublishers.ofString("{\"word\":\"confirm\"}"))
                        .statusCode())
                .isEqualTo(404);
    }
}
