package org.tocsin.detection;

/** What a finding is about, with the technique of MITRE ATT&CK (Enterprise matrix) that it belongs to. */
public enum Kind {
    /** One source tries many hosts. */
    HORIZONTAL_SCAN("horizontal-scan", "T1046"),
    /** One source tries many ports, or many ways of speaking, at one host. */
    VERTICAL_SCAN("vertical-scan", "T1046"),
    /** One station asks for the hardware addresses of many hosts that are not there. */
    ARP_SCAN("arp-scan", "T1018"),
    /** One source pings many hosts. */
    ICMP_SWEEP("icmp-sweep", "T1018"),
    /** Many failed or short log-ins at one service. */
    BRUTE_FORCE("brute-force", "T1110"),
    /** A log-in with a pair of name and secret that a maker ships. */
    FACTORY_CREDENTIALS("factory-credentials", "T1078.001"),
    /** A log-in where nobody has anything to seek. */
    MINIPOT_LOGIN("minipot-login", "T1110"),
    /** Connections to one outside host on a clock. */
    BEACON("beacon", "T1071"),
    /** A device sends far more than is usual to a peer that is not in its profile. */
    EXFILTRATION("exfiltration", "T1048"),
    /** Data carried in the names that a device asks for. */
    DNS_TUNNEL("dns-tunnel", "T1071.004"),
    /** A device tries one made-up domain after another. */
    GENERATED_NAMES("generated-names", "T1568.002"),
    /** More than anybody answers comes to one address, or goes to one from a device of ours. */
    FLOOD("flood", "T1498"),
    /** One station claims the address of another that goes on using it. */
    ARP_SPOOF("arp-spoof", "T1557.002"),
    /** A second DHCP server sends devices another way. */
    DHCP_SPOOF("dhcp-spoof", "T1557.003"),
    /** A device answers an outsider with far more than it was asked with. */
    AMPLIFICATION("amplification", "T1498.002"),
    /** A device calls an address that something is known against. */
    INDICATOR_HIT("indicator-hit", "T1071"),
    /** One MQTT client opens sessions or publishes faster than devices do. */
    MQTT_FLOOD("mqtt-flood", "T1499.002"),
    /** One MQTT client holds many sessions without use. */
    MQTT_HELD("mqtt-held", "T1499.002"),
    /** Two addresses take one client identifier from each other. */
    IDENTITY_CLONE("identity-clone", "T1078"),
    /** One MQTT client sends again and again what no client may send. */
    MQTT_BROKEN("mqtt-broken", "T1499.004");

    private final String word;
    private final String attack;

    Kind(String word, String attack) {
        this.word = word;
        this.attack = attack;
    }

    /** The stable name in output and in what is shared. */
    public String word() {
        return word;
    }

    /** ATT&CK technique, Enterprise matrix. */
    public String attack() {
        return attack;
    }
}
