package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cli.config.Keys;
import org.tocsin.cli.house.Documents;
import org.tocsin.node.NodeSettings;

final class ConfigCheckTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private FakeTerminal check(String yaml, int code, String... more) throws IOException {
        Files.writeString(home.resolve("tocsin.yaml"), yaml);
        var fake = FakeTerminal.pipe();
        var words = new String[4 + more.length];
        System.arraycopy(new String[] {"config", "check", "--home", home.toString()}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        assertThat(fake.run(words)).as(fake.err()).isEqualTo(code);
        return fake;
    }

    @Test
    void whatDiffersFromTheDefaultIsShown() throws IOException {
        var fake = check("api:\n  listen: 0.0.0.0:443\nexchange:\n  trust:\n    block: 2d\n", Exit.DONE);
        assertThat(fake.out()).contains("= good").contains("api.listen").contains("exchange.trust.block");
        assertThat(fake.out().lines()).hasSize(4);
    }

    @Test
    void aMisspeltKeyIsNotPassedOver() throws IOException {
        var fake = check("federation:\n  lisen: 0.0.0.0:8444\n", Exit.FOUND);
        assertThat(fake.out()).startsWith("! refused  settings.unknown: ").contains("did you mean federation.listen?");
    }

    @Test
    void aValueOutOfBoundsIsNamedByItsKey() throws IOException {
        var fake = check("exchange:\n  trust:\n    leastTrust: 0.1\n", Exit.FOUND);
        assertThat(fake.out()).contains("exchange.trust").contains("0.9..1");
    }

    @Test
    void theFileIsNamedOnce() throws IOException {
        for (var wrong : List.of("a.b: 1\na.b: 2\n", "ledger.segmentMiB: 1\n", "[")) {
            var fake = check(wrong, Exit.FOUND);
            assertThat(fake.out().split("tocsin.yaml", -1)).as(fake.out()).hasSize(2);
        }
    }

    @Test
    void aSizeOutOfBoundsIsNamedAsItWasWritten() throws IOException {
        assertThat(check("ledger.segmentMiB: 1\n", Exit.FOUND).out()).contains("segmentMiB 1 is outside 2..1026");
    }

    @Test
    void aFileOnItsOwnIsCheckedInsteadOfTheHomes() throws IOException {
        var other = Files.writeString(home.resolve("new.yaml"), "nonsense: 1\n");
        assertThat(check("", Exit.FOUND, other.toString()).out()).contains("nonsense");
    }

    @Test
    void aTapAndACertificateAuthorityThatAreNotThereAreNamed() throws IOException {
        var there = Files.writeString(home.resolve("there.pem"), "");
        var yaml = "detection.tap: %s/tap\nedge.mqtt: {clientCa: %s/ca.pem, key: %s}\n".formatted(home, home, there);
        var fake = check(yaml, Exit.FOUND);
        assertThat(fake.out())
                .doesNotContain("= good")
                .contains("! missing  detection.tap names " + home + "/tap, which is not there")
                .contains("edge.mqtt.clientCa names " + home + "/ca.pem, which is not there")
                .doesNotContain("edge.mqtt.key names");
        check("detection.tap: '-'\n", Exit.DONE);
        assertThat(check(yaml, Exit.FOUND, "--json").out().lines())
                .filteredOn(line -> line.endsWith("\"missing\":true}"))
                .hasSize(2);
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndByTheWholeKey() throws IOException {
        var fake = check("exchange.trust.leastTrust: 0.1\nledger: {segmentMiB: 1}\napi: {lisen: x}\n", Exit.FOUND);
        assertThat(fake.out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("! refused  settings."))
                .anyMatch(line -> line.contains("exchange.trust.leastTrust: 0.1 is outside 0.9..1"))
                .anyMatch(line -> line.contains("ledger.segmentMiB: "))
                .anyMatch(line -> line.contains("did you mean api.listen?"));
        assertThat(check("api: {lisen: x}\n", Exit.FOUND, "--json").out())
                .startsWith("{\"refused\":\"settings.unknown\",\"detail\":");
    }

    @Test
    void twoTapsHideNothingElseThatIsWrong() throws IOException {
        var yaml = """
                detection.tap: '-'
                edge.tap.interfaces: [no-such0]
                edge.mqtt: {clientCa: no.pem, port: 99999}
                ledger.segmentMiB: many
                federation.listen: '::1:8444'
                """;
        var fake = check(yaml, Exit.FOUND);
        assertThat(fake.out() + fake.err())
                .contains("tap.two", "live.unknown", "edge.mqtt.clientCa names", "edge.mqtt.port: 99999")
                .contains("ledger.segmentMiB: 'many' is not a whole number, as 5")
                .contains("federation.listen: host:port belongs here, as 127.0.0.1:8443 or, for IPv6, [::1]:8443");
    }

    @Test
    void anIpv6AddressInBracketsIsGood() throws IOException {
        check("federation.listen: '[::1]:8444'\napi.listen: '[::1%lo]:8443'\n", Exit.DONE);
    }

    @Test
    void theResultStandsOnStandardOutputAndNothingBesides() throws IOException {
        var yaml = "detection: {tap: no.pcap, outsid: [x]}\n";
        var plain = check(yaml, Exit.FOUND);
        assertThat(plain.out().lines()).hasSize(2);
        assertThat(plain.err()).isEmpty();
        var json = check(yaml, Exit.FOUND, "--json");
        assertThat(json.err()).isEmpty();
        assertThat(json.out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"refused\":\""))
                .anyMatch(line -> line.endsWith("\"key\":\"detection.outsid\"}"))
                .anyMatch(line -> line.endsWith("\"key\":\"detection.tap\"}"));
    }

    @Test
    void everyBadItemOfAListIsNamedWithItsSetting() throws IOException {
        var fake = check("detection.inside: [10.0.0.0/8, 10.0.0.1/8, 192.168.0.0/99, nonsense]\n", Exit.FOUND);
        assertThat(fake.out().lines())
                .hasSize(3)
                .allMatch(line -> line.contains("settings.value: ") && line.contains(" detection.inside: "))
                .anyMatch(line -> line.contains("10.0.0.1/8 has bits behind its length; its network is 10.0.0.0/8"))
                .anyMatch(line -> line.contains("192.168.0.0/99: a length of 0 to 32"))
                .anyMatch(line -> line.contains("'nonsense'"));
    }

    @Test
    void twoListenersAtOnePlaceAndAnAddressOfAnotherMachineAreFoundBeforeTheNodeIs() throws IOException {
        var yaml = "api.listen: 127.0.0.1:8444\nedge.minipot.telnet: '192.0.2.99:2323'\n";
        assertThat(check(yaml, Exit.FOUND).out())
                .contains("! refused  federation.listen: listen.twice: federation.listen (0.0.0.0:8444) and api.listen"
                        + " (127.0.0.1:8444) are one place")
                .contains(
                        "! refused  edge.minipot.telnet: listen.address: edge.minipot.telnet: 192.0.2.99 is no address of"
                                + " this machine");
        check("api.listen: 127.0.0.1:0\nfederation.listen: 127.0.0.1:0\n", Exit.DONE);
    }

    @Test
    void nothingOfAnOwnNetworkIsLeftInside() throws IOException {
        for (var all : List.of("[0.0.0.0/0]", "[10.0.0.0/9, 10.128.0.0/9]")) {
            assertThat(check("detection.outside: " + all + "\n", Exit.FOUND).out())
                    .contains("detection.outside: ", "leaves nothing of 10.0.0.0/8");
        }
        check("detection.outside: [10.5.0.0/16]\n", Exit.DONE);
    }

    @Test
    void aMisspeltInterfaceIsFoundBeforeTheNodeIs() throws IOException {
        var fake = check("edge.tap.interfaces: [no-such0]\n", Exit.FOUND);
        assertThat(fake.out()).contains("! refused  edge.tap.interfaces: ").doesNotContain("= good");
    }

    @Test
    void aRelayWithoutCertificateOrWithWhatIsNoneIsFoundByItsKeyAndItsFile() throws IOException {
        var no = Files.writeString(home.resolve("no.pem"), "nothing of that kind\n");
        assertThat(check("edge.mqtt.clientCa: no.pem\n", Exit.FOUND).out())
                .contains("edge.mqtt.certificate names no file")
                .contains("edge.mqtt.key names no file");
        assertThat(check("edge.mqtt: {clientCa: no.pem, certificate: no.pem, key: no.pem}\n", Exit.FOUND)
                        .out())
                .contains("edge.tls: edge.mqtt.certificate names " + no);
    }

    @Test
    void aRelativeFileIsTakenFromTheHomeFolder() throws IOException {
        Files.writeString(home.resolve("tap.pcap"), "");
        assertThat(check("detection.tap: tap.pcap\n", Exit.DONE).out()).contains("= good");
        assertThat(check("detection.tap: other.pcap\n", Exit.FOUND).out())
                .contains("detection.tap names " + home + "/other.pcap, which is not there");
    }

    @Test
    void jsonNamesEachKeyThatDiffers() throws IOException {
        assertThat(check("api:\n  listen: 0.0.0.0:443\n", Exit.DONE, "--json").out())
                .isEqualTo(
                        "{\"key\":\"api.listen\",\"value\":\"0.0.0.0:443\",\"default\":\"127.0.0.1:8443\",\"missing\":false}\n");
    }

    @Test
    void everyKeyIsDocumentedWithItsDefault() throws IOException {
        var document = Documents.read("docs/settings.md");
        var rows = document.lines().filter(l -> l.startsWith("| `")).toList();
        Keys.of(NodeSettings.defaults()).forEach((key, value) -> assertThat(rows)
                .as("docs/settings.md lacks a row for " + key + " with its default " + value)
                .anyMatch(row -> {
                    var cells = Arrays.stream(row.split("\\|", -1))
                            .map(String::strip)
                            .toList();
                    return cells.get(1).equals("`" + key + "`")
                            && cells.get(2).equals(value.isEmpty() ? "(empty)" : "`" + value + "`");
                }));
        assertThat(rows).hasSize(Keys.of(NodeSettings.defaults()).size());
    }
}
