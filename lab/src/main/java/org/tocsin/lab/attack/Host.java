package org.tocsin.lab.attack;

import org.tocsin.kernel.Address;
import org.tocsin.kernel.Rejection;

/**
 * Who sends or receives simulated frames.
 *
 * @param address IPv4
 * @param mac 48 bits; whoever stands outside has that of the router
 */
public record Host(Address address, long mac) {
    private static final long ROUTER = 0x02_00_00_00_00_01L;
    private static final long DEVICES = 0x02_00_00_01_00_00L;

    public Host {
        if (!address.isV4()) {
            throw new Rejection("lab.host", address + " is not IPv4, which is all that this simulation speaks");
        }
    }

    /** Somebody behind the router. */
    public static Host outside(Address address) {
        return new Host(address, ROUTER);
    }

    /** A device of the house, by its number. */
    public static Host device(Address address, int number) {
        return new Host(address, DEVICES + number);
    }
}
