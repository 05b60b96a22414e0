package org.tocsin.edge.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tocsin.edge.linux.Namespace;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/** Real packets against the kernel's table, in networks of the test's own; skipped where nobody is root. */
final class KernelEnforcerTest {
    private static final String ATTACKER = "198.51.100.7";
    private static final String MAC = "02:00:00:00:00:14";

    private static Neighbour attacker() throws Exception {
        return new Neighbour("wan0", "198.51.100.1/24", "02:00:00:00:00:66", ATTACKER + "/24");
    }

    private static Neighbour device() throws Exception {
        return new Neighbour("lan0", "10.7.0.1/24", MAC, "10.7.0.20/24");
    }

    /** What an attacker outside, a service of the gateway and the gateway itself have to do with each other. */
    private interface Scene {
        void play(Neighbour attacker, Echo echo, Gateway gateway) throws Exception;
    }

    private static void facing(Scene scene) throws Exception {
        Namespace.within(() -> {
            try (var attacker = attacker();
                    var echo = new Echo();
                    var gateway = new Gateway()) {
                scene.play(attacker, echo, gateway);
            }
        });
    }

    private static void forward() throws Exception {
        Namespace.sysctl("ipv4/ip_forward", "1");
    }

    @Test
    void whoIsBlockedIsDroppedByTheKernelAndCounted() throws Exception {
        facing((attacker, echo, gateway) -> {
            assertThat(attacker.reaches("198.51.100.1", echo.port())).isTrue();
            gateway.block(ATTACKER);
            assertThat(gateway.enforcer.isInStep()).isTrue();
            assertThat(attacker.reaches("198.51.100.1", echo.port())).isFalse();
            assertThat(gateway.dropped(Kind.DROP, ATTACKER).packets()).isPositive();
            Gateway.within(
                    2,
                    () -> gateway.enforcer
                                    .state()
                                    .dropped()
                                    .getOrDefault(Kind.DROP, Drops.NONE)
                                    .packets()
                            > 0);
        });
    }

    @Test
    void aBlockSilencesALiveSession() throws Exception {
        facing((attacker, echo, gateway) -> {
            try (var session = attacker.connect("198.51.100.1", echo.port())) {
                assertThat(Neighbour.echoes(session)).isTrue();
                gateway.block(ATTACKER);
                assertThat(Neighbour.echoes(session)).isFalse();
            }
        });
    }

    @Test
    void theFastLaneRefusesNewSessionsAndSparesALiveOne() throws Exception {
        facing((attacker, echo, gateway) -> {
            try (var session = attacker.connect("198.51.100.1", echo.port())) {
                assertThat(Neighbour.echoes(session)).isTrue();
                gateway.throttle(ATTACKER);
                assertThat(attacker.reaches("198.51.100.1", echo.port())).isFalse();
                assertThat(gateway.dropped(Kind.REFUSE, ATTACKER).packets()).isPositive();
                assertThat(Neighbour.echoes(session)).isTrue();
            }
        });
    }

    @Test
    void whatIsLiftedPassesAtOnce() throws Exception {
        facing((attacker, echo, gateway) -> {
            gateway.block(ATTACKER);
            gateway.lift(Layer.VERDICT, ATTACKER);
            assertThat(attacker.reaches("198.51.100.1", echo.port())).isTrue();
            assertThat(gateway.in(Kind.DROP, 32, 32)).isEmpty();
        });
    }

    @Test
    void aPersonsWordStandsAboveABlockUntilItIsTakenBack() throws Exception {
        facing((attacker, echo, gateway) -> {
            gateway.block(ATTACKER);
            gateway.put(Layer.PERSON, "198.51.100.0/24", Decision.permit());
            Gateway.within(2, gateway.enforcer::isInStep);
            assertThat(attacker.reaches("198.51.100.1", echo.port())).isTrue();
            gateway.lift(Layer.PERSON, "198.51.100.0/24");
            assertThat(attacker.reaches("198.51.100.1", echo.port())).isFalse();
        });
    }

    @Test
    void whatIsForwardedIsDroppedInBothDirections() throws Exception {
        Namespace.within(() -> {
            try (var attacker = attacker();
                    var device = device();
                    var inside = device.on(Echo::new);
                    var outside = attacker.on(Echo::new);
                    var gateway = new Gateway()) {
                forward();
                assertThat(attacker.reaches("10.7.0.20", inside.port())).isTrue();
                assertThat(device.reaches(ATTACKER, outside.port())).isTrue();
                gateway.block(ATTACKER);
                assertThat(attacker.reaches("10.7.0.20", inside.port())).isFalse();
                var before = gateway.dropped(Kind.DROP, ATTACKER);
                assertThat(device.reaches(ATTACKER, outside.port()))
                        .as("a device calls its master")
                        .isFalse();
                assertThat(gateway.dropped(Kind.DROP, ATTACKER).packets()).isGreaterThan(before.packets());
            }
        });
    }

    @Test
    void aProtectedAssetIsNotCutOffAndItsAttackerIs() throws Exception {
        Namespace.within(() -> {
            try (var attacker = attacker();
                    var device = device();
                    var echo = new Echo();
                    var inside = device.on(Echo::new);
                    var gateway = new Gateway("10.7.0.20")) {
                forward();
                gateway.block("10.7.0.20");
                assertThat(device.reaches("10.7.0.1", echo.port())).isTrue();
                assertThat(attacker.reaches("10.7.0.20", inside.port())).isTrue();
                gateway.block(ATTACKER);
                assertThat(attacker.reaches("10.7.0.20", inside.port())).isFalse();
            }
        });
    }

    @Test
    void aCutOffDeviceCannotShedItsQuarantineWithItsAddress() throws Exception {
        Namespace.within(() -> {
            try (var device = device();
                    var echo = new Echo();
                    var gateway = new Gateway()) {
                assertThat(device.reaches("10.7.0.1", echo.port())).isTrue();
                gateway.put(Layer.LOCAL, "10.7.0.20", new Decision.Quarantine(gateway.ground(MAC, 86_400)));
                assertThat(device.reaches("10.7.0.1", echo.port())).isFalse();
                device.does("ip addr flush dev eth0");
                device.does("ip addr add 10.7.0.99/24 dev eth0");
                assertThat(device.reaches("10.7.0.1", echo.port())).isFalse();
                var mac = new Element(Kind.QUARANTINE, Whom.Mac.of(MAC).orElseThrow());
                assertThat(gateway.table
                                .members(SetName.QUARANTINED_MACS)
                                .getOrDefault(mac, Drops.NONE)
                                .packets())
                        .isPositive();
                gateway.lift(Layer.LOCAL, "10.7.0.20");
                assertThat(device.reaches("10.7.0.1", echo.port())).isTrue();
            }
        });
    }

    @Test
    void nothingReachesACutOffDeviceThroughTheGateway() throws Exception {
        Namespace.within(() -> {
            try (var attacker = attacker();
                    var device = device();
                    var inside = device.on(Echo::new);
                    var gateway = new Gateway()) {
                forward();
                gateway.put(Layer.LOCAL, "10.7.0.20", new Decision.Quarantine(gateway.ground("cam-2", 86_400)));
                assertThat(attacker.reaches("10.7.0.20", inside.port())).isFalse();
                assertThat(gateway.dropped(Kind.QUARANTINE, "10.7.0.20").packets())
                        .isPositive();
            }
        });
    }

    @Test
    void aBlockedNetworkOfIpv6IsDropped() throws Exception {
        Namespace.within(() -> {
            try (var attacker = new Neighbour("wan0", "2001:db8:1::1/64", "02:00:00:00:00:66", "2001:db8:1::7/64");
                    var echo = new Echo();
                    var gateway = new Gateway()) {
                Gateway.within(5, () -> reaches(attacker, echo));
                gateway.block("2001:db8:1::/64");
                assertThat(attacker.reaches("2001:db8:1::1", echo.port())).isFalse();
                assertThat(gateway.dropped(Kind.DROP, "2001:db8:1::/64").packets())
                        .isPositive();
            }
        });
    }

    private static boolean reaches(Neighbour attacker, Echo echo) {
        try {
            return attacker.reaches("2001:db8:1::1", echo.port());
        } catch (Exception notYet) {
            return false;
        }
    }

    @Test
    void aListOfNetworksAndOfHostsByTheTenThousandsIsWrittenWhole() throws Exception {
        facing((attacker, echo, gateway) -> {
            var deny = new Decision.Deny(gateway.ground("import:list", 86_400));
            var _ = gateway.blocklists.swap(Layer.FEED, edit -> {
                edit.clear();
                for (int i = 0; i < 50_000; i++) {
                    var bytes = HexFormat.of().parseHex(HexFormat.of().toHexDigits(0x0b00_0000 + i));
                    edit.put(new Subject.Hosts(Prefix.host(Address.of(bytes))), deny);
                }
                edit.put(new Subject.Hosts(Prefix.parse("198.51.96.0/20")), deny);
            });
            Gateway.within(10, gateway.enforcer::isInStep);
            // While the kernel still makes room in a set, its list of the members leaves some out.
            Gateway.within(10, () -> gateway.in(Kind.DROP, 32, 32).size() == 50_000);
            assertThat(attacker.reaches("198.51.100.1", echo.port())).isFalse();
            assertThat(gateway.dropped(Kind.DROP, "198.51.96.0/20").packets()).isPositive();
        });
    }

    @Test
    void theDebianToolReadsWhatWeWrote() throws Exception {
        assumeTrue(Gateway.hasNft(), "skipped: the command nft is not installed");
        Namespace.within(() -> {
            try (var gateway = new Gateway("192.0.2.53")) {
                gateway.block("198.51.100.7");
                gateway.throttle("2001:db8:1::/64");
                gateway.put(Layer.LOCAL, "10.7.0.20", new Decision.Quarantine(gateway.ground(MAC, 86_400)));
                var listed = Namespace.run("nft list table inet tocsin");
                assertThat(listed)
                        .contains("comment \"tocsin 1 " + Gateway.NODE + "\"")
                        .contains("type filter hook input priority filter - 10; policy accept;")
                        .contains("type filter hook forward priority filter - 10; policy accept;")
                        .contains("ether saddr @quarantine_mac counter name \"quarantine_dropped\" drop")
                        .contains("ip saddr @allow4_32 return")
                        .contains("ip daddr @drop4_32 counter name \"drop_dropped\" drop")
                        .contains(
                                "ip6 saddr & ffff:ffff:ffff:ffff:: == @refuse6_64 counter name \"refuse_dropped\" drop")
                        .contains("elements = { 192.0.2.53")
                        .contains("198.51.100.7 counter packets 0 bytes 0 timeout ")
                        .contains(MAC + " counter packets 0 bytes 0 timeout ")
                        .contains("2001:db8:1:: counter packets 0 bytes 0 timeout ")
                        .doesNotContain("interval");
            }
        });
    }
}
