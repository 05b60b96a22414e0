package org.tocsin.cli;

/** Answers in the form of FederationRoutes, ExchangeRoutes and the node's own routes. */
final class Answers {
    static final String BETA =
            "{\"fingerprint\":\"mfzw-42lt-nbqw-e2dp-o5xh-i3lf-onuw-4zdp\",\"id\":\"" + "ab".repeat(32)
                    + "\",\"domain\":\"beta.example\",\"state\":\"accepted\",\"group\":\"\",\"fullTrust\":false,\"trust\":0.92,\"connected\":true,"
                    + "\"lagMs\":3,\"lastHeard\":\"2026-03-01T12:00:00Z\",\"problem\":\"\"}";
    private static final String GAMMA = "{\"fingerprint\":\"nbsw-y3dp-5rzx-oylm-ob2g-c43u-mvzc-a5dp\",\"id\":\""
            + "cd".repeat(32)
            + "\",\"domain\":\"gamma-manufacturing-group.example\",\"state\":\"pending\",\"group\":\"\",\"fullTrust\":false,\"trust\":null,"
            + "\"connected\":false,\"lagMs\":0,\"lastHeard\":null,\"problem\":\"waits until it is accepted\"}";
    private static final String DELTA = "{\"fingerprint\":\"oz2w-6yto-pezd-gnrx-ha4t-qmbr-gi3t-kmzy\",\"id\":\""
            + "ef".repeat(32)
            + "\",\"domain\":\"delta.example\",\"state\":\"paused\",\"group\":\"acme\",\"fullTrust\":true,\"trust\":0.8,\"connected\":false,"
            + "\"lagMs\":0,\"lastHeard\":null,\"problem\":\"paused: its log does not extend what was seen before\"}";
    static final String PEERS =
            "{\"self\":\"jbsw-y3dp-eblx-64tm-mqqh-i2dj-onsw-y3dp\",\"domain\":\"acme.example\",\"peers\":[" + BETA + ","
                    + GAMMA + "," + DELTA + "]}";

    static final String INVITATIONS =
            "{\"invitations\":[{\"id\":\"6f0c8e1e7d1b5c0a\",\"expires\":\"2026-03-02T12:00:00Z\"}]}";

    static final String VERDICT = "{\"subject\":\"198.51.100.7/32\",\"action\":\"refuse-new\",\"basis\":\"fast-lane\","
            + "\"until\":\"2026-03-01T12:06:31Z\",\"reasons\":[\"Refuse new sessions for 120 s: beta.example is trusted 0.92"
            + " (0.90 opens the fast lane).\",\"1 independent group reports it; 3 and belief of 90 % would block it.\"]}";
    static final String VERDICTS =
            "{\"verdicts\":[" + VERDICT + ",{\"subject\":\"2001:db8:77:1::/64\",\"action\":\"block\","
                    + "\"basis\":\"block\",\"until\":\"2026-03-02T11:00:00Z\",\"reasons\":[\"Belief 94 % from 5 independent"
                    + " groups.\"]},{\"subject\":\"http://c2.example/bins/mirai.arm7\",\"action\":\"throttle\",\"basis\":\"imported\","
                    + "\"until\":\"2026-03-02T11:00:00Z\",\"reasons\":[\"The imported list 'urls' names it.\"]}]}";
    static final String EXPLAINED = "{\"verdict\":" + VERDICT + ",\"reports\":[{\"id\":\"indicator--"
            + "6f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11\",\"reporter\":\"mfzw-42lt-nbqw-e2dp-o5xh-i3lf-onuw-4zdp\",\"class\":"
            + "\"factory-credentials\",\"kind\":\"observed\",\"received\":\"2026-03-01T12:04:31Z\"}],\"imported\":\"drop\"}";
    static final String FINDINGS =
            "{\"findings\":[{\"number\":17,\"nanos\":1,\"time\":\"2026-03-01T12:04:31.207Z\",\"kind\":"
                    + "\"finding\",\"subject\":\"198.51.100.7/32\",\"cause\":0,\"text\":\"factory-credentials: root logged in\","
                    + "\"detail\":{\"class\":\"factory-credentials\",\"device\":\"02:00:00:00:00:14\",\"confidence\":0.97,"
                    + "\"observed\":\"root logged in with a factory secret at the 3rd try\",\"expected\":\"no factory secret\"}}]}";
    static final String HELD = "{\"held\":[{\"reporter\":\"" + "6f0c".repeat(16) + "\",\"id\":\"indicator--"
            + "6f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11\",\"subject\":\"203.0.113.9/32\",\"since\":\"2026-03-01T12:04:00Z\"}]}";
    static final String IMPORTED =
            "{\"name\":\"drop\",\"lines\":3,\"entries\":1,\"spared\":1,\"refused\":1,\"refusedLines\":"
                    + "[\"line 3: 'nonsense' is no address\"],"
                    + "\"sparedEntries\":[\"10.0.0.1 touches 10.0.0.0/8, which stands on the bogon list\"]}";

    static final String QUARANTINE = "{\"device\":\"02:00:00:00:00:14\",\"address\":\"192.168.1.20\",\"until\":"
            + "\"2026-03-02T12:04:31Z\",\"why\":\"horizontal-scan: 7 hosts in 3 s; expected at most 2\",\"enforcedBy\":[\"relay\"],\"finding\":"
            + "{\"number\":17,\"time\":\"2026-03-01T12:04:31Z\",\"class\":\"horizontal-scan\",\"attack\":\"T1046\","
            + "\"packet\":1099,\"firstPacket\":1085,\"ports\":[23],\"observed\":\"7 hosts in 3 s\",\"expected\":\"at most 2\"}}";

    static final String QUARANTINES = "{\"quarantines\":[" + QUARANTINE + "],\"enforcedBy\":[\"relay\"]}";

    static final String DEVICE = "{\"id\":\"02:00:00:00:00:14\",\"address\":\"192.168.1.20\",\"firstSeen\":"
            + "\"2026-03-01T11:04:31Z\",\"lastSeen\":\"2026-03-01T12:04:31Z\",\"packets\":1234,\"bytes\":99,"
            + "\"learning\":false,\"hostName\":\"cam\",\"vendorClass\":\"udhcp 1.22.1\",\"dhcpWishes\":\"1,3,6\","
            + "\"names\":[\"cam-5b0e\"],\"services\":[\"_http._tcp\",\"tcp/80\"],\"software\":[\"boa/0.94\"],"
            + "\"tls\":[\"t10d460300_234845559c90_33a13ba74d1c\"],\"calls\":[\"api.example\"],\"profile\":\"learnt\","
            + "\"uses\":[\"tcp/443 api.example\",\"udp/53 own network\"],\"serves\":[\"tcp/80 own network\"],"
            + "\"news\":[{\"service\":\"serves tcp/23 own network\",\"since\":\"2026-03-01T12:02:31Z\",\"count\":2}],"
            + "\"quarantinedUntil\":\"2026-03-02T12:04:31Z\",\"quarantine\":" + QUARANTINE + "}";
    static final String MUD = "{\"ietf-mud:mud\":{\"mud-version\":1}}";
    static final String DECLARED = "{\"id\":\"02:00:00:00:00:14\",\"systemInfo\":\"camera\",\"others\":2,\"services\":"
            + "[\"tcp/443 api.example\"],\"keptOut\":[\"r7: protocol 1 is not watched\"]}";
    static final String DEVICES = "{\"devices\":[" + DEVICE + ",{\"id\":\"192.0.2.5\",\"address\":\"192.0.2.5\","
            + "\"firstSeen\":\"2026-03-01T11:04:31Z\",\"lastSeen\":\"2026-03-01T12:04:31Z\",\"packets\":1,\"bytes\":9,"
            + "\"learning\":true,\"hostName\":\"\",\"vendorClass\":\"\",\"dhcpWishes\":\"\",\"names\":[],\"services\":[],"
            + "\"software\":[],\"tls\":[],\"calls\":[],\"quarantinedUntil\":null}]}";

    static final String IMPORTS = "{\"imports\":[{\"name\":\"drop\",\"action\":\"block\",\"until\":"
            + "\"2026-03-02T12:04:31Z\",\"entries\":1234}]}";
    static final String TOKENS =
            "{\"tokens\":[{\"name\":\"firewall\",\"role\":\"feed\",\"created\":" + "\"2026-03-01T12:04:31Z\"}]}";

    private static final String SEEN =
            "\"kinds\":[\"horizontal-scan\"],\"findings\":3,\"count\":300,\"confidence\":0.9,\"first\":"
                    + "\"2026-03-01T12:00:31Z\",\"last\":\"2026-03-01T12:04:31Z\",\"began\":\"2026-03-01T12:00:31Z\",\"heard\":"
                    + "\"2026-03-01T12:04:31Z\",\"observed\":\"300 hosts in 240 s\",\"usual\":\"at most 2\",\"peers\":[\"203.0.113.1\"],"
                    + "\"ports\":[23],\"tapped\":true";
    private static final String SAID = "{\"word\":\"benign\",\"who\":\"cli\",\"at\":\"2026-03-01T12:10:00Z\",\"note\":"
            + "\"the inventory scanner\",\"until\":\"2026-03-31T12:10:00Z\",\"released\":\"192.168.1.20\",\"scope\":{\"actor\":"
            + "\"02:00:00:00:00:14\",\"role\":\"own-device\",\"kind\":\"horizontal-scan\",\"peer\":\"\",\"port\":161}}";
    static final String INCIDENT =
            "{\"id\":\"1kqf0pd42-7k3m9\",\"actor\":\"02:00:00:00:00:14\",\"role\":\"own-device\",\"address\":"
                    + "\"192.168.1.20\",\"severity\":\"high\"," + SEEN
                    + ",\"expectedUntil\":null,\"expectedBy\":\"\",\"feedback\":[],"
                    + "\"state\":\"open\"}";
    static final String JUDGED = INCIDENT.replace("\"feedback\":[]", "\"feedback\":[" + SAID + "]")
            .replace("\"open\"}", "\"benign\",\"advice\":\"\"}");
    static final String INCIDENTS =
            "{\"kept\":2,\"most\":5000,\"incidents\":[" + INCIDENT + "," + "{\"id\":\"1kqf0pd3z-0c8r2\","
                    + "\"actor\":\"198.51.100.7\",\"role\":\"outside\",\"address\":\"198.51.100.7\",\"severity\":\"high\","
                    + SEEN.replace("horizontal-scan", "brute-force\",\"factory-credentials")
                    + ",\"expectedUntil\":null,\"expectedBy\":\"\",\"feedback\":[],\"state\":\"confirmed\"}]}";
    static final String STORY = JUDGED.replace(
            "\"advice\":\"\"}",
            "\"happened\":\"Our device 02:00:00:00:00:14 (192.168.1.20) scanned many hosts: 3 findings within 4 min.\",\"because\":"
                    + "\"Observed: 300 hosts in 240 s; expected: at most 2. Confidence 90 %, high.\",\"doing\":\"Nothing more: cli"
                    + " said that it is benign, and that this is expected: horizontal-scan of 02:00:00:00:00:14, at port 161"
                    + " only.\",\"until\":\"2026-03-31T12:10:00Z\",\"can\":\"You can take that back.\",\"linesLeft\":0,\"lines\":[{\"number\":17,\"nanos\":1,\"time\":"
                    + "\"2026-03-01T12:00:31.207Z\",\"kind\":\"finding\",\"subject\":\"02:00:00:00:00:14\",\"cause\":0,\"text\":"
                    + "\"horizontal-scan: 3 hosts in 2 s; expected at most 2\",\"detail\":{}},{\"number\":18,\"nanos\":2,\"time\":"
                    + "\"2026-03-01T12:00:31.208Z\",\"kind\":\"quarantine\",\"subject\":\"02:00:00:00:00:14\",\"cause\":17,\"text\":"
                    + "\"02:00:00:00:00:14 (192.168.1.20) is cut off for 24 h; nothing about it is shared\",\"detail\":{}}],\"packets\":[{\"time\":\"2026-03-01T12:00:29.100Z\",\"from\":\"192.168.1.20:40001\",\"to\":\"203.0.113.1:23\",\"what\":\"TCP SYN\",\"length\":60}]}");

    private Answers() {}

    /** Every text in it ends with a sequence that clears a screen, in both its forms, and a mark that turns the reading order. */
    static String hostile(String json) {
        return json.replaceAll("(?<=:)\"([^\"]*)\"", "\"$1\\\\u001b[2J\\\\u009b2J\\\\u202e\\\\n\"");
    }
}
