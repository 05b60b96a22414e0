package org.tocsin.cli.device;

import java.util.Locale;
import java.util.regex.Pattern;

/** What own devices go by where the tap sees their frames, {@code 00:11:22:aa:bb:cc}. */
public final class HardwareAddress {
    private static final Pattern TEXT = Pattern.compile("(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");

    private HardwareAddress() {}

    public static boolean is(String typed) {
        return TEXT.matcher(typed.strip()).matches();
    }

    /** As the inventory writes it; whatever else names a device stays as it was typed, without blanks around it. */
    public static String plain(String typed) {
        var text = typed.strip();
        return is(text) ? text.replace('-', ':').toLowerCase(Locale.ROOT) : text;
    }
}
