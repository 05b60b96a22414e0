package org.tocsin.node.flow;

/** Classes of attacks as deeds, behind the name of who did it. */
public final class Deeds {
    private Deeds() {}

    /** @param word of a kind of finding, or of a class that is shared */
    public static String of(String word) {
        return switch (word) {
            case "horizontal-scan" -> "scanned many hosts";
            case "vertical-scan" -> "scanned many ports of one host";
            case "arp-scan" -> "asked for hosts that are not there";
            case "icmp-sweep" -> "pinged many hosts";
            case "scan" -> "scanned";
            case "brute-force" -> "tried log-ins by brute force";
            case "factory-credentials" -> "logged in with factory credentials";
            case "minipot-login" -> "tried to log in at a minipot";
            case "beacon" -> "was called on a clock";
            case "command-and-control" -> "commanded infected devices";
            case "exfiltration" -> "got far more than usual from a device that had not known it";
            case "identity-clone" -> "shared a client identifier with another address";
            case "dns-tunnel" -> "carried data out in names that it asked for";
            case "generated-names" -> "asked for made-up domains";
            case "flood" -> "flooded";
            case "arp-spoof" -> "claimed the address of another";
            case "mqtt-flood" -> "flooded an MQTT broker";
            case "mqtt-held" -> "held MQTT sessions without use";
            case "mqtt-broken" -> "sent what no MQTT client may send";
            default -> word.replace('-', ' ');
        };
    }
}
