package org.tocsin.lab.evaluate;

import org.tocsin.lab.evaluate.judge.Alarm;
import org.tocsin.wire.packet.Packet;

/** What is known of a stream of packets: its attacks are numbered from 0. */
interface Truth {
    int NONE = -1;

    int attacks();

    /** The attack that a packet belongs to, or {@link #NONE}. */
    int of(Packet packet, double second);

    /** The attack that an alarm tells of, or {@link #NONE}: a false one. */
    int of(Alarm alarm, double second);

    /** The truth of a labelled capture: one attack at most. */
    static Truth of(Label label) {
        return new Truth() {
            @Override
            public int attacks() {
                return label.family() == Label.Family.BENIGN ? 0 : 1;
            }

            @Override
            public int of(Packet packet, double second) {
                return label.isAttack(packet, second) ? 0 : NONE;
            }

            @Override
            public int of(Alarm alarm, double second) {
                return label.isRight(alarm, second) ? 0 : NONE;
            }
        };
    }
}
