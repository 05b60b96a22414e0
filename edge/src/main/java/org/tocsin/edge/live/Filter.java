package org.tocsin.edge.live;

import java.util.List;
import org.tocsin.kernel.Address;

/**
 * Writes the program that the kernel asks about each packet before it costs anything: the second copies on a loopback interface
 * (there each packet is seen going out and coming in) and {@link OwnTraffic} are left out, all else passes whole.
 */
final class Filter {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int TCP = 6;
    private static final int OUTGOING = 4;
    private static final int WHOLE = 0x4_0000;
    private static final int SYN_FIN_RST = 7;

    private final Bpf bpf = new Bpf();
    private final OwnTraffic own;
    /** Where the network header begins. */
    private final int base;

    private Filter(OwnTraffic own, boolean hasEthernet) {
        this.own = own;
        this.base = hasEthernet ? 14 : 0;
    }

    /**
     * The program for one interface.
     *
     * @param hasEthernet whether frames begin with an Ethernet header; the kernel has taken an outer VLAN tag out by then
     */
    static byte[] program(boolean isLoopback, boolean hasEthernet, OwnTraffic own) {
        return new Filter(own, hasEthernet).write(isLoopback);
    }

    private byte[] write(boolean isLoopback) {
        if (isLoopback) {
            bpf.plain(Bpf.LOAD_HALF, Bpf.FACT_DIRECTION).jump(Bpf.IF_EQUAL, OUTGOING, "drop-first", "");
            bpf.go("begin").label("drop-first").plain(Bpf.RETURN, 0).label("begin");
        }
        var all = own.addresses().get();
        var v4 = all.stream().filter(Address::isV4).limit(OwnTraffic.MOST_V4).toList();
        var v6 = all.stream().filter(a -> !a.isV4()).limit(OwnTraffic.MOST_V6).toList();
        if (!own.served().isEmpty() || !own.dialled().isEmpty()) {
            bpf.plain(Bpf.LOAD_HALF, base == 0 ? Bpf.FACT_PROTOCOL : 12);
            bpf.jump(Bpf.IF_EQUAL, IPV4, "v4", "").jump(Bpf.IF_EQUAL, IPV6, "v6", "pass-first");
            bpf.label("pass-first").plain(Bpf.RETURN, WHOLE);
            v4(v4);
            v6(v6);
        }
        bpf.plain(Bpf.RETURN, WHOLE);
        return bpf.assemble();
    }

    private void v4(List<Address> addresses) {
        bpf.label("v4").plain(Bpf.LOAD_BYTE, base + 9).jump(Bpf.IF_EQUAL, TCP, "", "v4-pass");
        bpf.plain(Bpf.LOAD_HALF, base + 6).jump(Bpf.IF_ANY_BIT, 0x1fff, "v4-pass", "");
        bpf.plain(Bpf.X_HEADER_LENGTH, base);
        bpf.plain(Bpf.LOAD_WORD, base + 12);
        addresses.forEach(a -> bpf.jump(Bpf.IF_EQUAL, a.v4Bits(), "v4-from", ""));
        bpf.plain(Bpf.LOAD_WORD, base + 16);
        addresses.forEach(a -> bpf.jump(Bpf.IF_EQUAL, a.v4Bits(), "v4-to", ""));
        bpf.go("v4-pass");
        ports("v4", base);
        bpf.label("v4-payload");
        bpf.plain(Bpf.LOAD_BYTE_AT_X, base + 13).jump(Bpf.IF_ANY_BIT, SYN_FIN_RST, "v4-pass", "");
        // Segmentation offload leaves the total length 0; less the header it wraps to very much, which is payload, as
        // it should be.
        bpf.plain(Bpf.LOAD_HALF, base + 2).plain(Bpf.SUBTRACT_X, 0);
        ends("v4");
    }

    private void v6(List<Address> addresses) {
        bpf.label("v6").plain(Bpf.LOAD_BYTE, base + 6).jump(Bpf.IF_EQUAL, TCP, "", "v6-pass");
        bpf.plain(Bpf.X_IS, 40);
        for (int i = 0; i < addresses.size(); i++) {
            same(addresses.get(i), base + 8, "v6-from", "v6-source-" + i);
        }
        for (int i = 0; i < addresses.size(); i++) {
            same(addresses.get(i), base + 24, "v6-to", "v6-target-" + i);
        }
        bpf.go("v6-pass");
        ports("v6", base);
        bpf.label("v6-payload");
        bpf.plain(Bpf.LOAD_BYTE_AT_X, base + 13).jump(Bpf.IF_ANY_BIT, SYN_FIN_RST, "v6-pass", "");
        bpf.plain(Bpf.LOAD_HALF, base + 4);
        ends("v6");
    }

    /** One of four words after another; the first that differs goes on behind. */
    private void same(Address address, int at, String then, String otherwise) {
        int[] words = {
            (int) (address.high() >>> 32), (int) address.high(), (int) (address.low() >>> 32), (int) address.low()
        };
        for (int i = 0; i < 4; i++) {
            bpf.plain(Bpf.LOAD_WORD, at + 4 * i).jump(Bpf.IF_EQUAL, words[i], i == 3 ? then : "", otherwise);
        }
        bpf.label(otherwise);
    }

    /** X is the length of the IP header, so that the TCP header begins at {@code at + X}. */
    private void ports(String family, int at) {
        var drop = family + "-drop";
        bpf.label(family + "-from").plain(Bpf.LOAD_HALF_AT_X, at);
        own.served().forEach(p -> bpf.jump(Bpf.IF_EQUAL, p, family + "-payload", ""));
        bpf.plain(Bpf.LOAD_HALF_AT_X, at + 2);
        own.dialled().forEach(p -> bpf.jump(Bpf.IF_EQUAL, p, drop, ""));
        bpf.go(family + "-pass");
        bpf.label(family + "-to").plain(Bpf.LOAD_HALF_AT_X, at + 2);
        own.served().forEach(p -> bpf.jump(Bpf.IF_EQUAL, p, family + "-payload", ""));
        bpf.plain(Bpf.LOAD_HALF_AT_X, at);
        own.dialled().forEach(p -> bpf.jump(Bpf.IF_EQUAL, p, drop, ""));
        bpf.go(family + "-pass");
    }

    /** A holds the length of header and payload: what is longer than its header is left out. */
    private void ends(String family) {
        bpf.plain(Bpf.STORE_MEMORY, 0).plain(Bpf.LOAD_BYTE_AT_X, base + 12);
        bpf.plain(Bpf.AND, 0xf0).plain(Bpf.SHIFT_RIGHT, 2).plain(Bpf.A_TO_X, 0);
        bpf.plain(Bpf.LOAD_MEMORY, 0).jump(Bpf.IF_ABOVE_X, 0, family + "-drop", family + "-pass");
        bpf.label(family + "-drop").plain(Bpf.RETURN, 0);
        bpf.label(family + "-pass").plain(Bpf.RETURN, WHOLE);
    }
}
