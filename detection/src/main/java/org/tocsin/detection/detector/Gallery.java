package org.tocsin.detection.detector;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Traits;
import org.tocsin.wire.dhcp.DhcpMessage;
import org.tocsin.wire.dns.ServiceRecords;
import org.tocsin.wire.http.HttpHead;
import org.tocsin.wire.packet.Packet;
import org.tocsin.wire.packet.Payload;
import org.tocsin.wire.ssdp.SsdpMessage;
import org.tocsin.wire.ssh.SshBanner;
import org.tocsin.wire.tls.ClientHello;
import org.tocsin.wire.tls.Ja4;

/**
 * The passive inventory: what our devices say of themselves. Only first payloads of connections and announcements are read, and at most
 * so many a minute and device. It hangs on the devices that send; who has only asked for an address so far is a name on a short list,
 * because anybody can ask in any name, and a flood of such names must push out nobody but one another.
 */
final class Gallery {
    /** Clients of DHCP that were not met yet; they send within seconds of their lease. */
    private static final int NEWCOMERS = 256;

    private static final int TLS_1_1 = 0x0302;
    private static final int TLS_1_2 = 0x0303;

    private final Actors actors;
    private final Map<Long, Portrait> newcomers = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Portrait> eldest) {
            return size() > NEWCOMERS;
        }
    };

    Gallery(Actors actors) {
        this.actors = actors;
    }

    static Traits of(Actor device) {
        return device.portrait == null ? Traits.NONE : device.portrait.traits();
    }

    /** A device sends for the first time: what it said before it had an address is its own. */
    void met(Actor device) {
        if (device.portrait == null && device.mac != Packet.NO_MAC) {
            device.portrait = newcomers.remove(device.mac);
        }
    }

    /** A datagram, whoever sent it; only those by which devices introduce themselves are read. */
    void datagram(Packet p, @Nullable Actor sender, long now) {
        if (p.targetPort() == DhcpMessage.SERVER_PORT) {
            asks(p, now);
        } else if (sender != null && sender.inside) {
            if (p.sourcePort() == ServiceRecords.PORT) {
                announces(p, sender, now);
            } else if (p.sourcePort() == SsdpMessage.PORT || p.targetPort() == SsdpMessage.PORT) {
                offers(p, sender, now);
            }
        }
    }

    /** A client without an address yet: its hardware address is in the message. */
    private void asks(Packet p, long now) {
        var message = DhcpMessage.read(p.bytes(), p.payload(), p.payloadCaptured());
        if (message != null && !message.fromServer() && message.clientMac() != 0) {
            var device = actors.device(message.clientMac());
            var portrait = device != null
                    ? portrait(device, now)
                    : newcomers.computeIfAbsent(message.clientMac(), _ -> new Portrait());
            if (portrait != null) {
                portrait.asks(message);
            }
        }
    }

    private void announces(Packet p, Actor sender, long now) {
        if (!ServiceRecords.answers(p.bytes(), p.payload(), p.payloadCaptured())) {
            return;
        }
        var portrait = unread(p, sender, now);
        var message = portrait == null ? null : ServiceRecords.read(p.bytes(), p.payload(), p.payloadCaptured());
        if (portrait == null || message == null) {
            return;
        }
        for (var record : message.records()) {
            switch (record) {
                case ServiceRecords.Pointer(var type, var instance)
                when isService(type) -> {
                    portrait.service(local(type));
                    if (instance.endsWith("." + type)) {
                        portrait.name(instance.substring(0, instance.length() - type.length() - 1));
                    }
                }
                case ServiceRecords.Service service -> portrait.name(local(service.host()));
                case ServiceRecords.Host(var host) -> portrait.name(local(host));
                case ServiceRecords.Text text -> model(text, portrait);
                case ServiceRecords.Pointer _ -> {}
            }
        }
    }

    private static boolean isService(String type) {
        return type.startsWith("_") && !type.startsWith("_services._dns-sd.");
    }

    private static String local(String name) {
        return name.endsWith(".local") ? name.substring(0, name.length() - 6) : name;
    }

    /** Keys by which makers name a model; there is no registry of them. */
    private static void model(ServiceRecords.Text text, Portrait portrait) {
        for (var pair : text.strings()) {
            if (pair.startsWith("md=") || pair.startsWith("model=") || pair.startsWith("ty=")) {
                portrait.software(pair.substring(pair.indexOf('=') + 1));
            }
        }
    }

    private void offers(Packet p, Actor sender, long now) {
        if (SsdpMessage.searches(p.bytes(), p.payload(), p.payloadCaptured())) {
            return;
        }
        var portrait = unread(p, sender, now);
        var message = portrait == null ? null : SsdpMessage.read(p.bytes(), p.payload(), p.payloadCaptured());
        if (portrait != null && message != null && message.kind() != SsdpMessage.Kind.SEARCH) {
            portrait.software(message.server());
            if (message.target().contains(":device:")) {
                portrait.service(
                        "upnp " + message.target().substring(message.target().indexOf(":device:") + 8));
            }
        }
    }

    /** The first bytes of a client of ours. */
    void client(Actor client, Payload p, long now) {
        byte first = p.bytes()[p.payload()];
        boolean tls = ClientHello.begins(p.bytes(), p.payload(), p.payloadCaptured());
        if (!client.inside || (!tls && (first < 'A' || first > 'Z'))) {
            return;
        }
        var portrait = tls ? portrait(client, now) : unread(p, client, now);
        if (portrait == null) {
            return;
        }
        if (tls) {
            hello(p, portrait);
        } else if (!speaksSsh(p, portrait)) {
            var head = HttpHead.read(p.bytes(), p.payload(), p.payloadCaptured());
            if (head != null) {
                portrait.calls(head.header("host"));
                portrait.software(head.header("user-agent"));
            }
        }
    }

    private static void hello(Payload p, Portrait portrait) {
        var hello = ClientHello.read(p.bytes(), p.payload(), p.payloadCaptured());
        // Random numbers and key shares are left out, so that every call of a client to a server is the same to the
        // hash.
        long said = hello == null ? 0 : Mix.mix(hello.hashCode()) | 1;
        if (hello != null && !portrait.heard(said)) {
            portrait.hear(said);
            portrait.calls(hello.serverName());
            if (hello.whole()) {
                portrait.tls(Ja4.of(hello));
            }
            if (hello.version() < TLS_1_2) {
                portrait.weakness("its TLS client offers " + (hello.version() == TLS_1_1 ? "TLS 1.1" : "TLS 1.0")
                        + " at most (RFC 8996)");
            }
        }
    }

    /** The first bytes of a server of ours: banners, and who answers HTTP. */
    void server(Actor server, Payload p, long now) {
        var portrait = portrait(server, now);
        if (portrait == null) {
            return;
        }
        int size = p.payloadCaptured();
        var head = HttpHead.read(p.bytes(), p.payload(), size);
        if (head != null) {
            portrait.software(head.header("server"));
        } else if (starts(p, size, "220 ") || starts(p, size, "220-")) {
            portrait.software(line(p, size));
        } else {
            speaksSsh(p, portrait);
        }
    }

    private static boolean speaksSsh(Payload p, Portrait portrait) {
        var banner = SshBanner.read(p.bytes(), p.payload(), p.payloadCaptured());
        if (banner == null) {
            return false;
        }
        portrait.software(banner.toString());
        if (banner.isFirstVersion()) {
            portrait.weakness(
                    "it speaks SSH's first version (" + banner.protocol() + "), which anybody on the way can alter");
        }
        return true;
    }

    /** A service of ours that somebody reached. */
    void serves(Actor server, int port, long now) {
        var portrait = portrait(server, now);
        if (portrait != null) {
            portrait.service("tcp/" + port);
        }
    }

    /** Somebody logged in, or tried to, where anybody on the way can read the secret. */
    void readable(Actor device, String protocol, int port, boolean takes, long now) {
        var portrait = portrait(device, now);
        if (portrait != null) {
            portrait.weakness(
                    (takes ? "takes log-ins" : "sends its log-in") + " in clear text: " + protocol + ", port " + port);
        }
    }

    private static boolean starts(Payload p, int size, String with) {
        for (int i = 0; i < with.length(); i++) {
            if (i >= size || p.bytes()[p.payload() + i] != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String line(Payload p, int size) {
        int end = 0;
        while (end < Math.min(size, Portrait.LENGTH) && p.bytes()[p.payload() + end] >= ' ') {
            end++;
        }
        return new String(p.bytes(), p.payload(), end, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** The device's portrait, unless it has said the same lately, or enough for now. */
    private static @Nullable Portrait unread(Payload p, Actor device, long now) {
        long said = Mix.bytes(p.bytes(), p.payload(), p.payloadCaptured());
        var known = device.portrait;
        if (known != null && known.heard(said)) {
            return null;
        }
        var portrait = portrait(device, now);
        if (portrait != null) {
            portrait.hear(said);
        }
        return portrait;
    }

    /** The device's portrait, unless it has said enough for now. */
    private static @Nullable Portrait portrait(Actor device, long now) {
        var portrait = device.portrait;
        if (portrait == null) {
            portrait = new Portrait();
            device.portrait = portrait;
        }
        return portrait.listens(now) ? portrait : null;
    }
}
