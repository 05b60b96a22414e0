package org.tocsin.lab.drill;

import java.util.List;
import org.tocsin.kernel.Address;
import org.tocsin.lab.attack.Host;

/** Names and addresses of a drill. Attackers live in 127.66.0.0/16, which only lab settings declare outside. */
final class Cast {
    /** Where attackers bind. */
    static final String OUTSIDE = "127.66.0.0/16";

    private static final List<String> NAMES = List.of(
            "acme", "beta", "corda", "delta", "ember", "fjord", "gamma", "helix", "iris", "jade", "kilo", "lumen",
            "metro", "nova", "orbit", "pivot", "quartz", "ridge", "solar", "tango");

    private Cast() {}

    static String name(int org) {
        return org < NAMES.size() ? NAMES.get(org) : "org" + org;
    }

    static String domain(int org) {
        return name(org) + ".example";
    }

    /** The source address of an organisation's benign devices. */
    static String fleet(int org) {
        return "127.20." + org + ".1";
    }

    /** The device that will be infected: its own address, its own MAC. */
    static Host victim(int org) {
        return Host.device(Address.parse("127.20." + org + ".2"), org * 16 + 2);
    }

    /** The loader of an attack; each has an address of its own. */
    static Host loader(int attack) {
        return Host.outside(Address.parse("127.66." + (1 + attack / 250) + "." + (1 + attack % 250)));
    }

    /** The command server of the infection. */
    static Host command() {
        return Host.outside(Address.parse("127.66.200.1"));
    }

    /** A loader that is seen by many at once. */
    static Host everybodysLoader() {
        return Host.outside(Address.parse("127.66.201.1"));
    }

    /** A busy peer of everybody's: a service whose devices connect from outside. */
    static Address busyPeer() {
        return Address.parse("127.66.210.1");
    }

    /** Somebody in whose name SYNs are forged. */
    static Host innocent() {
        return Host.outside(Address.parse("127.66.211.1"));
    }
}
