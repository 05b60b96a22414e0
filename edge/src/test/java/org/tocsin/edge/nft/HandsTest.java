package org.tocsin.edge.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.edge.linux.Namespace;
import org.tocsin.kernel.Rejection;

/** Other hands on the table, and ends that nobody planned. */
final class HandsTest {
    private static final String ATTACKER = "198.51.100.7";

    @Test
    void aDeletedTableIsBackWithinASecond() throws Exception {
        Namespace.within(() -> {
            try (var gateway = new Gateway()) {
                gateway.block(ATTACKER);
                assertThat(gateway.table.remove()).isTrue();
                Gateway.within(1, () -> gateway.in(Kind.DROP, 32, 32).size() == 1);
                assertThat(gateway.table.rules()).isEqualTo(Structure.rules(Layout.LEAST));
                Gateway.within(1, () -> gateway.enforcer.state().restored() == 1 && !gateway.said.isEmpty());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nft flush ruleset",
                "nft flush table inet tocsin",
                "nft flush set inet tocsin drop4_32",
                "nft delete element inet tocsin drop4_32 { 198.51.100.7 }",
                "nft add element inet tocsin drop4_32 { 198.51.100.8 }",
                "nft insert rule inet tocsin input accept"
            })
    void whatAnAdministratorBreaksIsMendedWithinTwoSeconds(String command) throws Exception {
        assumeTrue(Gateway.hasNft(), "skipped: the command nft is not installed");
        Namespace.within(() -> {
            try (var gateway = new Gateway()) {
                gateway.block(ATTACKER);
                Namespace.run(command);
                Gateway.within(2, () -> gateway.enforcer.state().restored() == 1);
                assertThat(gateway.in(Kind.DROP, 32, 32).keySet())
                        .extracting(element -> element.whom().toString())
                        .singleElement()
                        .asString()
                        .contains(ATTACKER);
                assertThat(gateway.table.rules()).isEqualTo(Structure.rules(Layout.LEAST));
            }
        });
    }

    @Test
    void changesOfOtherTablesMakeNothingBeWrittenAnew() throws Exception {
        Namespace.within(() -> {
            try (var gateway = new Gateway();
                    var netlink = Netlink.open()) {
                gateway.block(ATTACKER);
                new Table(netlink, "somebody_elses", "x").scratch();
                // The look that goes on may have begun before; the next one has not.
                long before = gateway.enforcer.looks();
                Gateway.within(5, () -> gateway.enforcer.looks() >= before + 2);
                assertThat(gateway.enforcer.state().restored()).isZero();
                assertThat(gateway.enforcer.isInStep()).isTrue();
            }
        });
    }

    @Test
    void aForeignTableOfTheSameNameIsRefusedAndLeftAlone() throws Exception {
        Namespace.within(() -> {
            try (var netlink = Netlink.open()) {
                foreign(netlink, "my own firewall");
                assertThatThrownBy(Gateway::new)
                        .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.code())
                                .isEqualTo("nft.foreign-table"));
                var table = new Table(netlink, KernelEnforcer.TABLE, "x");
                assertThatThrownBy(table::clear).isInstanceOf(Rejection.class);
                assertThat(table.mark()).isEqualTo("my own firewall");
            }
        });
    }

    private static void foreign(Netlink netlink, String comment) {
        var batch = new Batch();
        Structure.unhooked(KernelEnforcer.TABLE, comment).forEach(batch::add);
        assertThat(netlink.send(batch)).isEmpty();
    }

    @Test
    void aForeignTableThatTakesOursPlaceIsNotTouchedEither() throws Exception {
        Namespace.within(() -> {
            try (var gateway = new Gateway();
                    var netlink = Netlink.open()) {
                assertThat(gateway.table.remove()).isTrue();
                foreign(netlink, "my own firewall");
                Gateway.within(2, () -> gateway.said.stream().anyMatch(line -> line.contains("nft.foreign-table")));
                assertThat(gateway.enforcer.isInStep()).isFalse();
                gateway.block(ATTACKER);
                assertThat(gateway.enforcer.isInStep()).isFalse();
                gateway.enforcer.close();
                assertThat(gateway.table.mark()).isEqualTo("my own firewall");
            }
        });
    }

    @Test
    void anotherNodesTableIsRefusedAndAPersonMayClearIt() throws Exception {
        Namespace.within(() -> {
            try (var netlink = Netlink.open()) {
                var other = new Table(netlink, KernelEnforcer.TABLE, "another-node");
                other.rewrite(Layout.LEAST, Map.of());
                assertThatThrownBy(Gateway::new)
                        .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.code())
                                .isEqualTo("nft.other-node"));
                assertThat(new Table(netlink, KernelEnforcer.TABLE, "x").clear())
                        .isTrue();
                assertThat(other.mark()).isNull();
            }
        });
    }

    @Test
    void aCleanStopRemovesEverything() throws Exception {
        Namespace.within(() -> {
            try (var netlink = Netlink.open()) {
                try (var gateway = new Gateway()) {
                    gateway.block(ATTACKER);
                }
                assertThat(new Table(netlink, KernelEnforcer.TABLE, "x").mark()).isNull();
            }
        });
    }

    @Test
    void anElementThatHasEndedByItselfCanBeTakenBack() throws Exception {
        Namespace.within(() -> {
            try (var netlink = Netlink.open()) {
                var table = new Table(netlink, KernelEnforcer.TABLE, "x");
                table.rewrite(Layout.LEAST, Map.of());
                var mac = new Element(
                        Kind.QUARANTINE, Whom.Mac.of("02:00:00:00:00:01").orElseThrow());
                var other = new Element(
                        Kind.QUARANTINE, Whom.Mac.of("02:00:00:00:00:02").orElseThrow());
                table.change(List.of(mac), Map.of(other, 1_000L));
                assertThat(table.members(SetName.QUARANTINED_MACS)).containsOnlyKeys(other);
                table.change(List.of(mac, other), Map.of());
                assertThat(table.members(SetName.QUARANTINED_MACS)).isEmpty();
            }
        });
    }

    @Test
    void aChangeOfATableThatIsGoneIsNamed() throws Exception {
        Namespace.within(() -> {
            try (var netlink = Netlink.open()) {
                var table = new Table(netlink, KernelEnforcer.TABLE, "x");
                var mac = new Element(
                        Kind.QUARANTINE, Whom.Mac.of("02:00:00:00:00:01").orElseThrow());
                assertThatThrownBy(() -> table.change(List.of(mac), Map.of(mac, 1_000L)))
                        .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.code())
                                .isEqualTo("nft.gone"));
            }
        });
    }

    @Test
    void whatAKilledNodeLeftEndsByItselfAndTheNextStartReplacesIt() throws Exception {
        Namespace.within(() -> {
            var process = child(List.of());
            try (var netlink = Netlink.open()) {
                var table = new Table(netlink, KernelEnforcer.TABLE, Gateway.NODE);
                assertThat(table.members(new SetName(Kind.DROP, 32, 32))).hasSize(1);
                assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS))
                        .isTrue();
                assertThat(table.members(new SetName(Kind.DROP, 32, 32)))
                        .as("still dropped after kill -9")
                        .hasSize(1);
                try (var next = new Gateway()) {
                    assertThat(next.in(Kind.DROP, 32, 32))
                            .as("the next start knows of none")
                            .isEmpty();
                    assertThat(table.rules()).isEqualTo(Structure.rules(Layout.LEAST));
                }
                assertThat(table.mark()).isNull();
            } finally {
                process.destroyForcibly();
            }
        });
    }

    @Test
    void withoutTheCapabilityTheStartIsRefusedAndSaysWhichIsMissing() throws Exception {
        assumeTrue(has("setpriv"), "skipped: the command setpriv is not installed");
        Namespace.within(() -> {
            var process = child(List.of("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin"));
            try (var in = process.inputReader()) {
                assertThat(in.readLine()).contains("nft.permission").contains("CAP_NET_ADMIN");
            } finally {
                process.destroyForcibly();
            }
        });
    }

    private static boolean has(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** A process of its own in this network that blocks the attacker; returns when it does, or was refused. */
    private static Process child(List<String> before) throws Exception {
        var command = new ArrayList<>(before);
        var path =
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
        var classes = Path.of(HandsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path + File.pathSeparator + classes + File.pathSeparator + classes.resolveSibling("test-classes"),
                KilledNode.class.getName()));
        var process = new ProcessBuilder(command).start();
        Thread.ofVirtual().start(() -> {
            try (var err =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                err.lines().forEach(System.err::println);
            } catch (IOException gone) {
                // It was killed, as it should be.
            }
        });
        if (before.isEmpty()) {
            assertThat(process.inputReader().readLine()).isEqualTo("in force");
        }
        return process;
    }
}
