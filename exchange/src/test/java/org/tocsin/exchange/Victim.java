package org.tocsin.exchange;

import java.util.HexFormat;
import java.util.Random;
import org.tocsin.kernel.Address;

/** What must never leave an organisation, made up anew each time: each kind of it so that it is found again in any text. */
public final class Victim {
    private Victim() {}

    /** An address, name, MAC or credential. */
    public static String word(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> address(random).toString();
            case 1 -> name(random);
            case 2 -> mac(random);
            default -> "root:" + Long.toString(random.nextLong() >>> 1, 36);
        };
    }

    /** Of a network that has no business outside. */
    public static Address address(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Address.v4(0x0a000000 | random.nextInt(1 << 24));
            case 1 -> Address.v4(0xc0a80000 | random.nextInt(1 << 16));
            default ->
                Address.parse("fd%02x:%x::%x"
                        .formatted(random.nextInt(256), 1 + random.nextInt(65_535), 1 + random.nextInt(65_535)));
        };
    }

    public static String name(Random random) {
        return "cam-" + Long.toString(random.nextLong() >>> 1, 36) + ".plant.example";
    }

    public static String mac(Random random) {
        var bytes = new byte[6];
        random.nextBytes(bytes);
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }
}
