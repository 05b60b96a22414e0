package org.tocsin.wire.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.span.Span;

/**
 * The records of a multicast DNS message by which a device says what it is and offers (RFC 6762, 6763).
 *
 * @param response a device answers or announces; false: somebody asks
 * @param questions names that are asked for
 * @param records answers and additional records, those of other types left out
 */
public record ServiceRecords(boolean response, List<String> questions, List<Said> records) {
    public static final int PORT = 5353;

    private static final int A = 1;
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int AAAA = 28;
    private static final int SRV = 33;
    private static final int MOST_RECORDS = 64;
    private static final int MOST_NAME = 255;
    private static final int MOST_JUMPS = 16;
    private static final int MOST_STRINGS = 32;

    public ServiceRecords {
        questions = List.copyOf(questions);
        records = List.copyOf(records);
    }

    /** One record; names end without a dot, one character a byte. */
    public sealed interface Said {
        String name();
    }

    /** A service type has an instance of that name. */
    public record Pointer(String name, String target) implements Said {}

    /** An instance is served by a host at a port. */
    public record Service(String name, String host, int port) implements Said {}

    /** What an instance says of itself: {@code key=value} strings. */
    public record Text(String name, List<String> strings) implements Said {
        public Text {
            strings = List.copyOf(strings);
        }
    }

    /** A host has an address. */
    public record Host(String name) implements Said {}

    /** Whether a message may be an answer, by its flags alone: most of what is sent are questions. */
    public static boolean answers(byte[] bytes, int at, int size) {
        return size > 2 && bytes[at + 2] < 0;
    }

    /** Reads a message; null if it is none. What follows a record that can't be read is missing. */
    public static @Nullable ServiceRecords read(byte[] bytes, int at, int size) {
        var in = new Span(bytes, at, size);
        in.skip(2);
        int flags = in.u16();
        int questions = in.u16();
        int answers = in.u16() + in.u16() + in.u16();
        if ((flags & 0x7800) != 0 || in.cut()) {
            return null;
        }
        var asked = new ArrayList<String>();
        for (int i = 0; i < Math.min(questions, MOST_RECORDS); i++) {
            var name = name(in);
            in.skip(4);
            if (name == null || in.cut()) {
                return new ServiceRecords((flags & 0x8000) != 0, asked, List.of());
            }
            asked.add(name);
        }
        return new ServiceRecords((flags & 0x8000) != 0, asked, records(in, Math.min(answers, MOST_RECORDS)));
    }

    private static List<Said> records(Span in, int count) {
        var records = new ArrayList<Said>();
        for (int i = 0; i < count; i++) {
            var name = name(in);
            int type = in.u16();
            in.skip(6);
            int length = in.u16();
            if (name == null || in.cut() || length > in.left()) {
                break;
            }
            int begun = in.read();
            var record = record(in, name, type, length);
            in.skip(length - (in.read() - begun));
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    private static @Nullable Said record(Span in, String name, int type, int length) {
        return switch (type) {
            case PTR -> {
                var target = name(in);
                yield target == null ? null : new Pointer(name, target);
            }
            case SRV -> {
                in.skip(4);
                int port = in.u16();
                var host = name(in);
                yield host == null ? null : new Service(name, host, port);
            }
            case TXT -> new Text(name, strings(in.take(length)));
            case A, AAAA -> new Host(name);
            default -> null;
        };
    }

    private static List<String> strings(Span in) {
        var strings = new ArrayList<String>();
        while (in.left() > 0 && strings.size() < MOST_STRINGS) {
            strings.add(in.text(in.u8()));
        }
        return strings;
    }

    /** Reads a name and leaves the span behind it; pointers must point backwards. Null if it lies. */
    private static @Nullable String name(Span in) {
        var name = new StringBuilder();
        var here = in;
        for (int jumps = 0; jumps <= MOST_JUMPS; ) {
            int length = here.u8();
            if (here.cut() || (length & 0xc0) == 0x80 || (length & 0xc0) == 0x40) {
                return null;
            }
            if (length == 0) {
                return name.toString().toLowerCase(Locale.ROOT);
            }
            if (length >= 0xc0) {
                int target = (length & 0x3f) << 8 | here.u8();
                int own = here.offset() - 2;
                if (here.cut() || target >= own) {
                    return null;
                }
                here = in.from(target);
                jumps++;
            } else if (name.length() + length + 1 > MOST_NAME) {
                return null;
            } else {
                name.append(name.isEmpty() ? "" : ".").append(here.text(length));
            }
        }
        return null;
    }
}
