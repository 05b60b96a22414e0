package org.tocsin.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.town.Town;
import org.tocsin.node.town.Visitor;
import org.tocsin.platform.json.Json;

/** Pages of a small town under attack. */
final class PagesTest {
    private static Town town;
    private static Visitor acme;
    private static Visitor beta;

    @BeforeAll
    static void attackATown(@TempDir Path folder) throws IOException, InterruptedException {
        town = Town.start(folder);
        acme = town.acme.visitor();
        acme.logIn(town.acme.token);
        beta = town.beta.visitor();
        beta.logIn(town.beta.token);
        town.attack();
        town.await(() -> acme.get("/").body().contains("cut off"), "the camera is cut off");
    }

    @AfterAll
    static void leave() throws IOException {
        town.close();
    }

    @Test
    void theBellSaysWhatRingsWhatIsInForceAndWhoIsWithUs() {
        assertThat(acme.get("/").body())
                .contains(
                        "attack here",
                        "own device",
                        Town.GUESSER,
                        "brute force: ",
                        "blocked",
                        "own detectors",
                        Town.CAMERA,
                        "cut off")
                .contains("beta.example", "connected", "0.92");
    }

    @Test
    void theApiSaysHowFarAPeerIsBelievedAsTheBellDoes() {
        var peers = Json.parse(acme.get("/api/v1/peers").body()).path("peers");
        assertThat(peers)
                .singleElement()
                .satisfies(peer -> assertThat(peer.path("trust").doubleValue()).isEqualTo(0.92));
    }

    @Test
    void aPeersBellSaysWhoSawIt() {
        assertThat(beta.get("/").body())
                .contains("reported", Town.GUESSER, "acme.example saw it", "refused", "acme.example, fast lane");
    }

    @Test
    void aStoryRunsFromThePacketToItsEnforcement() {
        assertThat(acme.get("/indicator/" + Town.GUESSER).body())
                .containsSubsequence("What happened", "tried log-ins by brute force", "Why we think so", "expected: ")
                .containsSubsequence(
                        "What is being done", "It is on the block list", "nothing here enforces it, only whoever")
                .containsSubsequence("> packet</span>", "> finding</span>", "> in force</span>", "> statement</span>")
                .contains("this node", "Retract");
    }

    @Test
    void aReceiversStoryBeginsWithTheVerifiedBatch() {
        assertThat(beta.get("/indicator/" + Town.GUESSER).body())
                .containsSubsequence("> verified</span>", "> verdict</span>", "> in force</span>")
                .contains("acme.example reported", "0.92");
    }

    @Test
    void anOwnDevicesStoryIsShownAndNotShared() {
        var page = acme.get("/device/" + Town.CAMERA);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("scanned many hosts", "nothing about it is shared");
        assertThat(beta.get("/device/" + Town.CAMERA).statusCode()).isEqualTo(404);
    }

    @Test
    void aDeviceIsLetBackInByAPersonAndThatCanBeUndone() {
        var on = Map.of("csrf", acme.csrf(), "device", Town.CAMERA + " " + Town.CAMERA, "back", "/");
        var released = acme.form("/act/release", on);
        assertThat(acme.get("/device/" + Town.CAMERA).body()).contains("It is watched, and may connect.");
        assertThat(acme.get(released.headers().firstValue("location").orElseThrow())
                        .body())
                .contains("may connect again", "action=\"/act/quarantine\" data-undo");
        assertThat(acme.get("/").body())
                .containsPattern("own device</span>\\s*<a[^>]*>" + Town.CAMERA)
                .contains("let back in");
        acme.form("/act/quarantine", on);
        assertThat(acme.get("/device/" + Town.CAMERA).body()).contains("It is cut off until", "Let it back in");
    }

    @Test
    void theMenuLeadsToTheDevicesAndEachHasAPage() {
        assertThat(acme.get("/").body()).contains("href=\"/devices\"");
        assertThat(acme.get("/devices").body()).contains(Town.CAMERA, "href=\"/device/" + Town.CAMERA + "\"");
        assertThat(acme.get("/device/" + Town.CAMERA).body()).contains("What it says of itself", "packets");
        assertThat(beta.get("/devices").body()).contains("None has been seen yet");
    }

    @Test
    void theLagOfADayIsDrawnAndSaid() {
        assertThat(acme.get("/peers").body())
                .contains("class=\"spark\"")
                .containsPattern("at worst [0-9,]+ ms behind|not measured yet");
    }

    @Test
    void theApiSaysWhyADeviceIsCutOffAndByWhichFinding() {
        for (var path : List.of("/api/v1/verdicts/" + Town.CAMERA, "/api/v1/devices/" + Town.CAMERA)) {
            var quarantine = Json.parse(acme.get(path).body().getBytes(StandardCharsets.UTF_8))
                    .path("quarantine");
            assertThat(quarantine.path("why").asString("")).as(path).startsWith("horizontal-scan: ");
            assertThat(quarantine.path("finding").path("packet").asLong(0)).isPositive();
            assertThat(quarantine.path("finding").path("number").asLong(0)).isPositive();
        }
        assertThat(acme.get("/api/v1/verdicts/192.0.2.1").body()).doesNotContain("quarantine");
    }

    /** Where the story of the camera's scan stands. */
    private static String incident() {
        var found = Pattern.compile("href=\"(/incident/[^\"]+)\">" + Town.CAMERA)
                .matcher(acme.get("/incidents").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void anIncidentIsAStoryWithItsPackets() {
        var page = incident();
        town.await(() -> acme.get(page).body().contains("packets.pcap"), "its packets are written");
        assertThat(acme.get(page).body())
                .containsSubsequence("What happened", "Our device " + Town.CAMERA + " scanned many hosts", "finding")
                .containsSubsequence("What is being done", "It is cut off, and nothing about it is shared", " left)")
                .containsSubsequence("> finding</span>", "> quarantine</span>", "TCP SYN")
                .contains("Benign, this once", "href=\"/device/" + Town.CAMERA + "\"");
        var file = acme.get(page + "/packets.pcap");
        assertThat(file.headers().firstValue("content-type")).hasValue("application/vnd.tcpdump.pcap");
        assertThat(file.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment; ");
    }

    @Test
    void whatIsSaidOfAnIncidentCanBeUndone() {
        var page = incident();
        var on = Map.of("csrf", acme.csrf(), "incident", page.substring("/incident/".length()), "back", page);
        var expected = new HashMap<>(on);
        expected.putAll(Map.of("days", "7", "port", "23", "note", "<b>ours</b>"));
        var said = acme.form("/act/benign", expected);
        assertThat(acme.get(said.headers().firstValue("location").orElseThrow()).body())
                .contains("is expected from now on", "action=\"/act/open\" data-undo")
                .contains("at port 23 only", "&lt;b&gt;ours&lt;/b&gt;", "Take it back")
                .doesNotContain("What was it?");
        assertThat(acme.get("/device/" + Town.CAMERA).body()).contains("It is watched, and may connect.");
        var undone = acme.form("/act/open", on);
        assertThat(acme.get(undone.headers().firstValue("location").orElseThrow())
                        .body())
                .contains("is open again", "What was it?");
        assertThat(acme.get("/device/" + Town.CAMERA).body()).contains("It is cut off until");
    }

    @Test
    void anIncidentIsFoundByItsName() {
        var page = incident();
        assertThat(acme.get("/search?q=" + page.substring("/incident/".length()))
                        .headers()
                        .firstValue("location"))
                .hasValue(page);
    }

    @Test
    void everyPageHasATitleAndOneHeading() {
        for (var path : List.of(
                "/",
                "/incidents",
                incident(),
                "/devices",
                "/peers",
                "/ledger",
                "/settings",
                "/search?q=beta",
                "/indicator/192.0.2.1")) {
            var page = acme.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).contains("<title>", "acme.example").containsOnlyOnce("<h1>");
        }
    }

    @Test
    void theLedgerCountsWhatWasSaidAndWhatIsHeld() {
        assertThat(beta.get("/ledger").body()).contains("signing", "acme.example/tocsin/", "accepted peers follow");
    }

    @Test
    void aUrlWithSlashesHasAStory() {
        var found = acme.get("/search?q=http%3A%2F%2Fevil.example%2Fa%3Bb%2Fx");
        assertThat(found.statusCode()).isEqualTo(303);
        var location = found.headers().firstValue("location").orElseThrow();
        assertThat(acme.get(location).body()).contains("http://evil.example/a;b/x");
    }

    @Test
    void liftingShowsTheWayBackAndUndoTakesIt() {
        var on = Map.of("csrf", beta.csrf(), "subject", Town.GUESSER, "back", "/");
        var lifted = beta.form("/act/allow", on);
        assertThat(lifted.statusCode()).isEqualTo(303);
        assertThat(Town.inForce(town.beta, Town.GUESSER)).isFalse();
        assertThat(beta.get(lifted.headers().firstValue("location").orElseThrow())
                        .body())
                .contains("is let in until", "action=\"/act/disallow\" data-undo", "the token admin let it in")
                .containsPattern("allowed\\s*</span>");
        beta.form("/act/disallow", on);
        assertThat(Town.inForce(town.beta, Town.GUESSER)).isTrue();
    }

    @Test
    void aLinkCanNotClaimThatSomethingWasDone() {
        assertThat(beta.get("/?did=allow&on=192.0.2.77").body()).doesNotContain("is let in until");
    }

    @Test
    void noActionLeadsToAnotherSite() {
        for (var back : List.of("//evil.example", "https://evil.example", "/\\evil.example", "\r\nx: y")) {
            var answer = acme.form("/act/allow", Map.of("csrf", acme.csrf(), "subject", "192.0.2.99", "back", back));
            assertThat(answer.headers().firstValue("location")).hasValue("/?did=allow&on=192.0.2.99");
        }
    }

    @Test
    void theFirstViewIsSmall() {
        var page = acme.get("/").body();
        int size = page.getBytes(StandardCharsets.UTF_8).length;
        for (var asset : List.of(Assets.STYLE, Assets.SCRIPT, Assets.BELL)) {
            assertThat(page).contains(asset);
            size += acme.get(asset).body().getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(size).isLessThan(100_000);
    }

    @Test
    void noPageHasScriptOrStyleOfItsOwn() {
        for (var path :
                List.of("/", incident(), "/peers", "/ledger", "/settings", "/indicator/" + Town.GUESSER, "/login")) {
            assertThat(acme.get(path).body())
                    .as(path)
                    .doesNotContainPattern("<script(?! src=)")
                    .doesNotContain("<style")
                    .doesNotContainPattern("\\sstyle=")
                    .doesNotContainPattern("\\son[a-z]+=");
        }
    }

    @Test
    void theSettingsSayAtWhichAddressEachDoorIs() {
        assertThat(acme.get("/settings").body()).contains("127.0.0.1:" + town.acme.node.apiPort(), "Minipots");
    }
}
