package org.tocsin.detection;

import java.util.List;

/**
 * What a device says of itself and shows by what it does, gathered without asking it. All of it is the device's own word, or somebody's
 * in its name: good to recognise it by, no proof of anything. Texts are as they came, one character a byte.
 *
 * @param hostName that it gives itself in DHCP, empty for none
 * @param vendorClass that it gives itself in DHCP, empty for none
 * @param wishes the options that it asks a DHCP server for, {@code 1,3,6}; alike in devices of one system
 * @param names instances and hosts that it announces (mDNS)
 * @param services that it announces or was seen to serve: {@code _hap._tcp}, {@code tcp/80}
 * @param software that it names: banners, user agents, SSDP servers
 * @param tls JA4 fingerprints of its TLS clients
 * @param calls names of servers that it asked for (SNI, HTTP Host)
 * @param weaknesses what whoever listens in could use: log-ins in clear text, TLS that is out of use. Evidence, never a finding
 */
public record Traits(
        String hostName,
        String vendorClass,
        String wishes,
        List<String> names,
        List<String> services,
        List<String> software,
        List<String> tls,
        List<String> calls,
        List<String> weaknesses) {
    /** Nothing is known. */
    public static final Traits NONE =
            new Traits("", "", "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Traits {
        names = List.copyOf(names);
        services = List.copyOf(services);
        software = List.copyOf(software);
        tls = List.copyOf(tls);
        calls = List.copyOf(calls);
        weaknesses = List.copyOf(weaknesses);
    }
}
