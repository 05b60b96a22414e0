package org.tocsin.wire.dns;

import java.nio.charset.StandardCharsets;

/**
 * One DNS message, a flyweight that reads the question's name and the addresses of an answer without allocating. Names are
 * kept as two hashes, of the whole name and of the name without its first label, in lower case.
 */
public final class DnsMessage {
    /** More addresses in one answer are not kept; the largest seen in practice are below. */
    private static final int MOST_ADDRESSES = 32;
    /** RFC 1035 section 2.3.4. */
    private static final int MOST_NAME = 255;

    private static final int MOST_RECORDS = 64;
    private static final int MOST_JUMPS = 16;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final long MAPPED = 0x0000_ffff_0000_0000L;

    private final long[] high = new long[MOST_ADDRESSES];
    private final long[] low = new long[MOST_ADDRESSES];
    private final byte[] name = new byte[MOST_NAME + 1];
    private int nameLength;
    private int firstLabel;
    private int labels;
    private int addresses;
    private boolean response;
    private int code;

    /**
     * Reads a message; false if it is none. An answer that is cut off keeps the addresses before the cut.
     *
     * @param at where the message begins
     * @param size bytes of it that are there
     */
    public boolean read(byte[] b, int at, int size) {
        addresses = 0;
        nameLength = 0;
        labels = 0;
        firstLabel = 0;
        if (size < 12) {
            return false;
        }
        int flags = u16(b, at + 2);
        response = (flags & 0x8000) != 0;
        code = flags & 15;
        int questions = u16(b, at + 4);
        int answers = u16(b, at + 6);
        if ((flags & 0x7800) != 0 || questions != 1) {
            return false;
        }
        int end = at + size;
        int here = question(b, at, at + 12, end);
        if (here < 0 || here + 4 > end) {
            return false;
        }
        if (response) {
            answers(b, here + 4, end, Math.min(answers, MOST_RECORDS));
        }
        return true;
    }

    /** Reads the name, following pointers that point strictly backwards; returns where it ends, or -1. */
    private int question(byte[] b, int start, int from, int end) {
        int here = from;
        int after = -1;
        for (int jumps = 0; jumps < MOST_JUMPS; ) {
            if (here >= end) {
                return -1;
            }
            int length = b[here] & 0xff;
            if (length == 0) {
                return after >= 0 ? after : here + 1;
            }
            if ((length & 0xc0) == 0xc0) {
                if (here + 2 > end) {
                    return -1;
                }
                int target = start + (u16(b, here) & 0x3fff);
                if (target >= here) {
                    return -1;
                }
                after = after >= 0 ? after : here + 2;
                here = target;
                jumps++;
            } else if ((length & 0xc0) != 0 || here + 1 + length > end || !label(b, here + 1, length)) {
                return -1;
            } else {
                here += 1 + length;
            }
        }
        return -1;
    }

    private boolean label(byte[] b, int from, int length) {
        if (nameLength + length + 1 > MOST_NAME) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte c = b[from + i];
            name[nameLength++] = c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
        }
        name[nameLength++] = '.';
        labels++;
        if (labels == 1) {
            firstLabel = nameLength;
        }
        return true;
    }

    private void answers(byte[] b, int from, int end, int count) {
        int here = from;
        for (int i = 0; i < count; i++) {
            here = skipName(b, here, end);
            if (here < 0 || here + 10 > end) {
                return;
            }
            int type = u16(b, here);
            int length = u16(b, here + 8);
            here += 10;
            if (here + length > end) {
                return;
            }
            keep(b, here, type, length);
            here += length;
        }
    }

    private void keep(byte[] b, int at, int type, int length) {
        if (addresses == MOST_ADDRESSES) {
            return;
        }
        if (type == A && length == 4) {
            high[addresses] = 0;
            low[addresses++] = MAPPED | (i32(b, at) & 0xffff_ffffL);
        } else if (type == AAAA && length == 16) {
            high[addresses] = (long) i32(b, at) << 32 | (i32(b, at + 4) & 0xffff_ffffL);
            low[addresses++] = (long) i32(b, at + 8) << 32 | (i32(b, at + 12) & 0xffff_ffffL);
        }
    }

    private static int skipName(byte[] b, int from, int end) {
        int here = from;
        while (here < end) {
            int length = b[here] & 0xff;
            if (length == 0) {
                return here + 1;
            }
            if ((length & 0xc0) == 0xc0) {
                return here + 2;
            }
            here += 1 + length;
        }
        return -1;
    }

    /**
     * Where the domain begins within the name: its last two labels, or three where the second last is short and stands before a
     * country's ({@code example.co.uk}). An estimate without a list of public suffixes.
     */
    private int domainAt() {
        int country = before(nameLength - 1);
        int second = before(country - 1);
        boolean registry = nameLength - 1 - country == 2 && country - 1 - second <= 3 && second > 0;
        return registry ? before(second - 1) : second;
    }

    /** Where the label begins that ends before a dot. */
    private int before(int dot) {
        int at = Math.max(0, dot);
        while (at > 0 && name[at - 1] != '.') {
            at--;
        }
        return at;
    }

    /** Bytes of the name below its domain, dots included: what a client can say to whom the domain belongs. */
    public int bytesBelowDomain() {
        return domainAt();
    }

    public int domainHash() {
        return hash(domainAt());
    }

    /** The domain in lower case; any byte can stand in it. */
    public String domain() {
        int at = domainAt();
        return new String(name, at, Math.max(0, nameLength - 1 - at), StandardCharsets.ISO_8859_1);
    }

    /** The whole name in lower case, without the last dot; any byte can stand in it. */
    public String name() {
        return new String(name, 0, Math.max(0, nameLength - 1), StandardCharsets.ISO_8859_1);
    }

    /** Whether an address is asked for its name (RFC 1035 section 3.5, RFC 3596 section 2.5). */
    public boolean reverse() {
        return domain().endsWith("arpa");
    }

    /** Labels of the name. */
    public int labels() {
        return labels;
    }

    public boolean response() {
        return response;
    }

    /** RCODE; 0 no error, 3 no such name. */
    public int code() {
        return code;
    }

    /** How many addresses the answer holds. */
    public int addresses() {
        return addresses;
    }

    /** Upper half of an address in the form of {@link org.tocsin.kernel.Address}. */
    public long high(int index) {
        return high[index];
    }

    public long low(int index) {
        return low[index];
    }

    /** Hash of the whole name. */
    public int nameHash() {
        return hash(0);
    }

    /** Hash of the name without its first label, so that rotating host names of one service are one; of short names the whole. */
    public int parentHash() {
        return hash(labels > 2 ? firstLabel : 0);
    }

    private int hash(int from) {
        int h = 0x811c9dc5;
        for (int i = from; i < nameLength; i++) {
            h = (h ^ name[i]) * 0x01000193;
        }
        return h;
    }

    private static int u16(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
    }

    private static int i32(byte[] b, int at) {
        return u16(b, at) << 16 | u16(b, at + 2);
    }
}
