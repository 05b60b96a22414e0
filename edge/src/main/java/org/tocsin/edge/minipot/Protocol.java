package org.tocsin.edge.minipot;

import java.util.Locale;

/** What a minipot can pretend to speak. */
public enum Protocol {
    TELNET,
    SSH,
    HTTP,
    FTP,
    MQTT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in settings, findings and names of counters. */
    public String word() {
        return word;
    }

    Dialogue begin(Visit visit) {
        return switch (this) {
            case TELNET -> new Telnet(visit);
            case SSH -> new Ssh(visit);
            case HTTP -> new Http(visit);
            case FTP -> new Ftp(visit);
            case MQTT -> new Mqtt(visit);
        };
    }
}
