package org.tocsin.lab.attack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What devices do all day, so that an attack does not stand alone in the stream: a name is asked for, then a service called. */
public final class Benign {
    private static final String NAME = "telemetry.vendor.example";
    private static final long HALF_TRIP = 5_000_000;

    private Benign() {}

    /**
     * Background of some devices.
     *
     * @param resolver whom they ask for names
     * @param cloud whom they call
     * @param rounds how often each calls
     * @param seed the same makes the same frames
     */
    public static Script background(List<Host> devices, Host resolver, Host cloud, int rounds, long seed) {
        var random = new Random(seed);
        var lines = new ArrayList<Script.Line>();
        for (var device : devices) {
            long at = random.nextInt(1_000) * 1_000_000L;
            for (int i = 0; i < rounds; i++) {
                at += 1_000_000_000L + random.nextInt(8_000) * 1_000_000L;
                int port = 32_768 + random.nextInt(28_000);
                int id = random.nextInt(65_536);
                lines.add(new Script.Line(at, Forge.udp(device, port, resolver, 53, question(id)), ""));
                lines.add(
                        new Script.Line(at + HALF_TRIP, Forge.udp(resolver, 53, device, port, answer(id, cloud)), ""));
                var talk = new Talk(device, port, cloud, 443, at + 2 * HALF_TRIP, HALF_TRIP, random.nextInt());
                lines.addAll(talk.open()
                        .says(new byte[200 + random.nextInt(800)])
                        .hears(new byte[100 + random.nextInt(400)])
                        .close()
                        .lines());
            }
        }
        return new Script(lines);
    }

    private static byte[] question(int id) {
        return message(id, 0x0100, 0).array();
    }

    private static byte[] answer(int id, Host cloud) {
        var question = message(id, 0x8180, 1).array();
        var answer = ByteBuffer.allocate(question.length + 16).put(question);
        answer.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(300);
        return answer.putShort((short) 4).putInt(cloud.address().v4Bits()).array();
    }

    /** Header and question of RFC 1035, section 4.1. */
    private static ByteBuffer message(int id, int flags, int answers) {
        var message = ByteBuffer.allocate(12 + NAME.length() + 2 + 4);
        message.putShort((short) id)
                .putShort((short) flags)
                .putShort((short) 1)
                .putShort((short) answers)
                .putInt(0);
        for (var label : NAME.split("\\.", -1)) {
            message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        return message.put((byte) 0).putShort((short) 1).putShort((short) 1);
    }
}
