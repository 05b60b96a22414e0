package org.tocsin.edge.nft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes one rule of the table: what must hold, then what happens. Registers hold numbers in this machine's byte order and packet
 * bytes as they are. Source: linux/netfilter/nf_tables.h.
 */
final class Rule {
    private static final int NEW_RULE = 6;
    private static final int TABLE = 1;
    private static final int CHAIN = 2;
    private static final int EXPRESSIONS = 4;
    private static final int ITEM = 1;
    private static final int NAME = 1;
    private static final int DATA = 2;
    private static final int VALUE = 1;
    private static final int VERDICT = 2;

    private static final int REGISTER = 1;
    private static final int VERDICT_REGISTER = 0;

    private static final int META_DEVICE_TYPE = 8;
    private static final int META_PROTOCOL = 15;
    private static final int CT_STATE = 0;
    private static final int ESTABLISHED_OR_RELATED = 2 | 4;

    private static final int LINK_HEADER = 0;
    private static final int NETWORK_HEADER = 1;
    private static final int MAC_SOURCE = 6;

    static final int DROP = 0;
    static final int ACCEPT = 1;
    static final int RETURN = -5;
    private static final int JUMP = -3;

    private final Request request;

    private Rule(Request request) {
        this.request = request;
    }

    /** A rule at the end of a chain. */
    static Rule in(String table, String chain) {
        var request = Request.of(NEW_RULE, Request.CREATE | Request.APPEND)
                .text(TABLE, table)
                .text(CHAIN, chain)
                .begin(EXPRESSIONS);
        return new Rule(request);
    }

    private Rule begin(String name) {
        request.begin(ITEM).text(NAME, name).begin(DATA);
        return this;
    }

    private Rule number(int attribute, int value) {
        request.number(attribute, value);
        return this;
    }

    private Rule data(int attribute, byte[] value) {
        request.begin(attribute).bytes(VALUE, value).end();
        return this;
    }

    private Rule end() {
        request.end().end();
        return this;
    }

    private Rule compare(int operation, byte[] value) {
        return begin("cmp")
                .number(1, REGISTER)
                .number(2, operation)
                .data(3, value)
                .end();
    }

    /** The packet came from such an interface (ARPHRD_*). */
    Rule fromDevice(int type) {
        return begin("meta")
                .number(1, REGISTER)
                .number(2, META_DEVICE_TYPE)
                .end()
                .compare(0, nativeShort(type));
    }

    /** NFPROTO_IPV4 or NFPROTO_IPV6. */
    Rule protocol(int family) {
        return begin("meta").number(1, REGISTER).number(2, META_PROTOCOL).end().compare(0, new byte[] {(byte) family});
    }

    /** It begins something: it belongs to no connection that is under way, nor to the errors of one. */
    Rule beginsSomething() {
        begin("ct").number(1, REGISTER).number(2, CT_STATE).end();
        return mask(nativeInt(ESTABLISHED_OR_RELATED)).compare(0, new byte[4]);
    }

    /** The source, or the destination, is in the set. */
    Rule addressIn(SetName set, boolean source) {
        int size = set.keySize();
        int offset = size == 4 ? (source ? 12 : 16) : source ? 8 : 24;
        load(NETWORK_HEADER, offset, size);
        if (set.bits() < set.width()) {
            mask(mask(size, set.bits()));
        }
        return in(set);
    }

    /** The hardware address that the frame came from is in the set. */
    Rule macIn(SetName set) {
        return load(LINK_HEADER, MAC_SOURCE, set.keySize()).in(set);
    }

    private Rule load(int base, int offset, int size) {
        return begin("payload")
                .number(1, REGISTER)
                .number(2, base)
                .number(3, offset)
                .number(4, size)
                .end();
    }

    private Rule mask(byte[] mask) {
        return begin("bitwise")
                .number(1, REGISTER)
                .number(2, REGISTER)
                .number(3, mask.length)
                .data(4, mask)
                .data(5, new byte[mask.length])
                .end();
    }

    private Rule in(SetName set) {
        begin("lookup");
        request.text(1, set.name());
        return number(2, REGISTER).end();
    }

    /** Counts it on a named counter. */
    Rule count(String counter) {
        begin("objref").number(1, Structure.COUNTER);
        request.text(2, counter);
        return end();
    }

    /** What happens: {@link #DROP}, {@link #ACCEPT} for this table, {@link #RETURN} to the chain that called. */
    Request then(int code) {
        return verdict(code, "");
    }

    Request jump(String chain) {
        return verdict(JUMP, chain);
    }

    private Request verdict(int code, String chain) {
        begin("immediate").number(1, VERDICT_REGISTER);
        request.begin(2).begin(VERDICT).number(1, code);
        if (!chain.isEmpty()) {
            request.text(2, chain);
        }
        request.end().end();
        end();
        return request.end();
    }

    private static byte[] mask(int size, int bits) {
        var mask = new byte[size];
        Arrays.fill(mask, 0, bits / 8, (byte) 0xff);
        if (bits % 8 != 0) {
            mask[bits / 8] = (byte) (0xff00 >> bits % 8);
        }
        return mask;
    }

    private static byte[] nativeInt(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }

    private static byte[] nativeShort(int value) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.nativeOrder())
                .putShort((short) value)
                .array();
    }
}
