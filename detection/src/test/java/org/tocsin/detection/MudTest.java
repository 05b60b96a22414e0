package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.detection.Service.Party;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** Profiles as MUD documents, out and in (RFC 8520). */
final class MudTest {
    private static final String URL = "https://acme.example/mud/camera";
    private static final Instant NOW = Instant.parse("2026-03-01T12:04:31.5Z");
    private static final DetectionSettings LEARN = DetectionSettings.defaults().withLearn(Duration.ofMinutes(10));

    @Test
    void aProfileIsADocumentOfTheStandard() {
        var document = MudDocument.write(camera(ProfileTest.learnt()), URL, NOW);
        assertStandard(document);
        var mud = document.path("ietf-mud:mud");
        assertThat(mud.path("mud-url").asString()).isEqualTo(URL);
        assertThat(mud.path("last-update").asString()).isEqualTo("2026-03-01T12:04:31Z");
        assertThat(mud.path("systeminfo").asString()).isEqualTo("device 02:00:00:00:00:14");
        assertThat(list(document, "v4fr").toString())
                .contains("{\"ipv4\":{\"protocol\":6,\"ietf-acldns:dst-dnsname\":\"api.cam.example\"},"
                        + "\"tcp\":{\"ietf-mud:direction-initiated\":\"from-device\","
                        + "\"destination-port\":{\"operator\":\"eq\",\"port\":443}}}")
                .contains("{\"ietf-mud:mud\":{\"controller\":\"urn:ietf:params:mud:dns\"},\"ipv4\":{\"protocol\":17},"
                        + "\"udp\":{\"destination-port\":{\"operator\":\"eq\",\"port\":53}}}")
                .contains("\"destination-ipv4-network\":\"224.0.0.0/4\"");
        assertThat(list(document, "v6to").toString())
                .contains("{\"ipv6\":{\"protocol\":6,\"ietf-acldns:src-dnsname\":\"api.cam.example\"},"
                        + "\"tcp\":{\"ietf-mud:direction-initiated\":\"from-device\","
                        + "\"source-port\":{\"operator\":\"eq\",\"port\":443}}}")
                .contains("{\"ietf-mud:mud\":{\"local-networks\":[null]},\"ipv6\":{\"protocol\":6},"
                        + "\"tcp\":{\"ietf-mud:direction-initiated\":\"to-device\","
                        + "\"destination-port\":{\"operator\":\"eq\",\"port\":80}}}");
    }

    /** Managers that were given one direction block the answers. */
    @Test
    void everyRuleStandsInBothDirections() {
        var document = MudDocument.write(camera(ProfileTest.learnt()), URL, NOW);
        int groups = 2;
        assertThat(list(document, "v4fr").size() - groups)
                .isEqualTo(list(document, "v4to").size())
                .isEqualTo(3);
    }

    @Test
    void whatIsExportedAndImportedIsNoNewsToTheSameDevice() {
        var scene = ProfileTest.learnt();
        var detection = watched(scene);
        var document = MudDocument.write(camera(scene), URL, NOW);
        detection.declare(
                "02:00:00:00:00:14",
                MudDocument.read(Json.bytes(document), LEARN).services());
        detection.resume(_ -> {});
        Scene.feed(detection, ProfileTest.learnt().pcap());
        assertThat(camera(detection).profile().state()).isEqualTo(Profile.State.DECLARED);
        assertThat(camera(detection).profile().services()).hasSize(4);
        assertThat(camera(detection).profile().news()).isEmpty();
    }

    @Test
    void whatADocumentDoesNotDeclareIsNewsEvenInTheTimeOfLearning() {
        var detection = watched(new Scene().chat(CAM, "203.0.113.9", 443));
        var document = MudDocument.write(camera(ProfileTest.learnt()), URL, NOW);
        detection.declare(
                "02:00:00:00:00:14",
                MudDocument.read(Json.bytes(document), LEARN).services());
        detection.resume(_ -> {});
        Scene.feed(detection, new Scene().chat(HUB, CAM, 80).chat(HUB, CAM, 23).pcap());
        assertThat(camera(detection).profile().news())
                .extracting(Profile.News::toString)
                .containsExactly("serves tcp/23 own network");
        var again = new Detection(LEARN, _ -> {});
        again.load(detection.profiles());
        Scene.feed(again, new Scene().chat(HUB, CAM, 80).pcap());
        assertThat(camera(again).profile().state()).isEqualTo(Profile.State.DECLARED);
        assertThat(camera(again).profile().services())
                .isEqualTo(camera(detection).profile().services());
    }

    @Test
    void aDocumentForNobodyThatWasSeenIsRefusedByName() {
        refused("profile.device", () -> new Detection(LEARN, _ -> {}).declare("02:00:00:00:00:77", List.of()));
    }

    @Test
    void aComputersPartialProfileIsNotExported() {
        var scene = new Scene();
        for (int i = 0; i < 60; i++) {
            scene.chat(CAM, "203.0.113.9", 1000 + i);
        }
        refused("mud.crowded", () -> MudDocument.write(camera(scene), URL, NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mud.syntax    | GIF89a",
                "mud.syntax    | {\"ietf-mud:mud\":{},\"ietf-mud:mud\":{}}",
                "mud.container | {\"type\":\"bundle\"}",
                "mud.container | []",
                "mud.version   | {\"ietf-mud:mud\":{\"mud-version\":2}}",
                "mud.container | {\"ietf-mud:mud\":{\"mud-version\":1}}",
                "mud.container | {\"ietf-mud:mud\":{\"mud-version\":1},\"ietf-access-control-list:acls\":{\"acl\":[]}}",
            })
    void whatIsNoMudDocumentIsRefusedByName(String code, String text) {
        refused(code, () -> read(text));
    }

    @Test
    void aPolicyThatNamesAListWhichIsNotThereIsRefusedByName() {
        refused("mud.list", () -> read(document("").replace("\"name\":\"f\"}]", "\"name\":\"other\"}]")));
    }

    @Test
    void aDocumentIsBoundedInItsBytesAndItsRules() {
        refused("mud.size", () -> MudDocument.read(new byte[(1 << 20) + 1], LEARN));
        refused("mud.rules", () -> read(document("{},".repeat(1024) + "{}")));
        var most = read(document("{},".repeat(1023) + "{}"));
        assertThat(most.keptOut()).hasSize(32);
        assertThat(most.others()).isEqualTo(1024 - 32);
    }

    @Test
    void moreServicesThanAProfileHoldsAreRefusedAndTheOldProfileStays() {
        var detection = watched(ProfileTest.learnt());
        List<Service> many = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            many.addAll(read(document(accept("\"tcp\":{\"destination-port\":{\"port\":" + (i + 1) + "}}")))
                    .services());
        }
        refused("profile.services", () -> detection.declare("02:00:00:00:00:14", many));
        assertThat(camera(detection).profile().state()).isEqualTo(Profile.State.LEARNT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'dscp'            | \"ipv4\":{\"protocol\":6,\"dscp\":3}",
                "'flags'           | \"ipv4\":{\"protocol\":6},\"tcp\":{\"flags\":\"syn\"}",
                "protocol 1        | \"ipv4\":{\"protocol\":1}",
                "Ethernet          | \"eth\":{\"ethertype\":\"0x888e\"}",
                "matches everything|",
                "two families      | \"ipv4\":{},\"ipv6\":{}",
                "contradict        | \"ipv4\":{\"protocol\":17},\"tcp\":{}",
                "no port           | \"tcp\":{\"destination-port\":{\"port\":70000}}",
                "neither one nor   | \"tcp\":{\"destination-port\":{\"operator\":\"neq\",\"port\":80}}",
                "no range          | \"tcp\":{\"destination-port\":{\"lower-port\":9,\"upper-port\":8}}",
                "no host           | \"ipv4\":{\"ietf-acldns:dst-dnsname\":\"a b\"}",
                "own side          | \"ipv4\":{\"ietf-acldns:src-dnsname\":\"a.example\"}",
                "two ways          | \"ietf-mud:mud\":{\"my-controller\":[null]},\"ipv4\":{\"ietf-acldns:dst-dnsname\":\"a.example\"}",
                "'x-unknown'       | \"ietf-mud:mud\":{\"x-unknown\":1}",
            })
    void aRuleThatAProfileCannotSayIsKeptOutByName(String why, String matches) {
        var declared = read(document(accept(matches == null ? "" : matches)));
        assertThat(declared.services()).isEmpty();
        assertThat(declared.keptOut())
                .singleElement()
                .asString()
                .startsWith("r1: ")
                .contains(why.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp/443 api.example | \"ipv4\":{\"ietf-acldns:dst-dnsname\":\"API.example\"},\"tcp\":{\"destination-port\":{\"operator\":\"eq\",\"port\":443}}",
                "udp/53 outside, no name | \"ipv4\":{\"destination-ipv4-network\":\"8.8.8.8/32\"},\"udp\":{\"destination-port\":{\"port\":53}}",
                "udp/9 own network   | \"ipv4\":{\"destination-ipv4-network\":\"192.168.1.7/32\"},\"udp\":{\"destination-port\":{\"port\":9}}",
                "udp/67 multicast    | \"ipv4\":{\"destination-ipv4-network\":\"255.255.255.255/32\"},\"udp\":{\"destination-port\":{\"port\":67}}",
                "any own network     | \"ietf-mud:mud\":{\"same-manufacturer\":[null]}",
                "tcp/80 anybody      | \"tcp\":{\"source-port\":{\"port\":80}}",
                "tcp/8000-8100 anybody | \"tcp\":{\"destination-port\":{\"lower-port\":8000,\"upper-port\":8100}}",
            })
    void aRuleBecomesAService(String service, String matches) {
        assertThat(read(document(accept(matches))).services()).singleElement().hasToString(service.strip());
    }

    @FuzzTest
    void aHostileDocumentIsTakenOrRefusedByName(byte[] data) {
        try {
            var declared = MudDocument.read(data, LEARN);
            assertThat(declared.keptOut()).hasSizeLessThanOrEqualTo(32);
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("mud.");
        }
    }

    /** The rules of RFC 8520 section 2 and RFC 8519 that managers rely on. */
    static void assertStandard(JsonNode document) {
        var mud = document.path("ietf-mud:mud");
        assertThat(mud.path("mud-version").asInt()).isEqualTo(1);
        assertThat(mud.path("mud-url").asString()).startsWith("https://");
        assertThat(mud.path("is-supported").asBoolean()).isTrue();
        assertThat(mud.path("cache-validity").asInt()).isBetween(1, 168);
        assertThat(mud.path("systeminfo").asString()).hasSizeBetween(1, 60);
        assertThat(Instant.parse(mud.path("last-update").asString())).isNotNull();
        var lists = new HashSet<String>();
        for (var list : document.path("ietf-access-control-list:acls").path("acl")) {
            assertThat(lists.add(list.path("name").asString())).isTrue();
            assertThat(list.path("type").asString()).isIn("ipv4-acl-type", "ipv6-acl-type");
            assertRules(list);
        }
        for (var policy : List.of("from-device-policy", "to-device-policy")) {
            var named = mud.path(policy).path("access-lists").path("access-list");
            assertThat(named).isNotEmpty();
            named.forEach(
                    one -> assertThat(lists.remove(one.path("name").asString())).isTrue());
        }
        assertThat(lists).as("lists that no policy names").isEmpty();
    }

    private static void assertRules(JsonNode list) {
        var names = new HashSet<String>();
        var family = list.path("type").asString().substring(0, 4);
        for (var rule : list.path("aces").path("ace")) {
            assertThat(names.add(rule.path("name").asString())).isTrue();
            assertThat(rule.path("actions").path("forwarding").asString()).isEqualTo("accept");
            assertThat(rule.path("matches").propertyNames())
                    .isNotEmpty()
                    .isSubsetOf("ietf-mud:mud", family, "tcp", "udp");
            assertThat(rule.path("matches").path("udp").has("ietf-mud:direction-initiated"))
                    .isFalse();
        }
    }

    private static JsonNode list(JsonNode document, String end) {
        for (var list : document.path("ietf-access-control-list:acls").path("acl")) {
            if (list.path("name").asString().endsWith(end)) {
                return list.path("aces").path("ace");
            }
        }
        throw new AssertionError("no list " + end);
    }

    private static void refused(String code, Runnable what) {
        assertThatThrownBy(what::run).isInstanceOfSatisfying(Rejection.class, why -> assertThat(why.code())
                .isEqualTo(code));
    }

    private static Declaration read(String text) {
        return MudDocument.read(text.getBytes(StandardCharsets.UTF_8), LEARN);
    }

    private static String accept(String matches) {
        return "{\"name\":\"r1\",\"matches\":{" + matches + "},\"actions\":{\"forwarding\":\"accept\"}}";
    }

    private static String document(String rules) {
        return "{\"ietf-mud:mud\":{\"mud-version\":1,\"systeminfo\":\"x\","
                + "\"from-device-policy\":{\"access-lists\":{\"access-list\":[{\"name\":\"f\"}]}},"
                + "\"to-device-policy\":{\"access-lists\":{\"access-list\":[]}}},"
                + "\"ietf-access-control-list:acls\":{\"acl\":[{\"name\":\"f\",\"type\":\"ipv4-acl-type\","
                + "\"aces\":{\"ace\":[" + rules + "]}}]}}";
    }

    private static Detection watched(Scene scene) {
        var detection = new Detection(LEARN, _ -> {});
        Scene.feed(detection, scene.pcap());
        return detection;
    }

    private static Device camera(Scene scene) {
        return camera(watched(scene));
    }

    private static Device camera(Detection detection) {
        return detection.devices().stream()
                .filter(one -> one.id().equals("02:00:00:00:00:14"))
                .findFirst()
                .orElseThrow();
    }

    /** What stays of a service in a document: that an outside host has no name is not said there. */
    static Service told(Service service) {
        return service.party() == Party.OUTSIDE
                ? new Service(service.side(), service.protocol(), service.from(), service.to(), Party.ANYBODY, "")
                : service;
    }
}
