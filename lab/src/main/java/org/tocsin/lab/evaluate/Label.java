package org.tocsin.lab.evaluate;

import java.util.Optional;
import java.util.Set;
import org.tocsin.kernel.Address;
import org.tocsin.lab.evaluate.judge.Alarm;
import org.tocsin.wire.packet.Packet;

/**
 * What is true of a capture, or of all captures below a folder.
 *
 * @param path of the file or folder, within the folder that is evaluated
 * @param devices whose traffic is in it whole, for findings per device-day
 * @param attacker who sends the attack's packets; empty: everybody
 * @param ports that these packets go to; empty: any
 * @param from seconds after the first packet, when the attack begins
 * @param about whom an alarm has to name to be right; empty: anybody
 */
record Label(
        String path,
        Family family,
        int devices,
        Optional<Address> attacker,
        Set<Integer> ports,
        double from,
        Optional<Address> about) {
    Label {
        ports = Set.copyOf(ports);
    }

    /** How an attack came into its capture: results of one kind say little about another. */
    enum Family {
        /** Nothing but everyday life. */
        BENIGN("benign"),
        /** An attack in the life of the network that it was recorded in. */
        IN_SITU("in situ"),
        /** An attack that was recorded alone. */
        ALONE("alone"),
        /** An attack out of a set whose classes were recorded apart. */
        STITCHED("stitched");

        private final String word;

        Family(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    boolean covers(String file) {
        return file.equals(path) || file.startsWith(path + "/");
    }

    /** Whether a packet is one of the attack's. */
    boolean isAttack(Packet p, double second) {
        return family != Family.BENIGN
                && second >= from
                && attacker.map(one -> p.isIp() && one.equals(p.source())).orElse(true)
                && (ports.isEmpty() || ports.contains(p.targetPort()));
    }

    /** Whether an alarm tells of the attack. */
    boolean isRight(Alarm alarm, double second) {
        return family != Family.BENIGN
                && second >= from
                && about.map(alarm.about()::equals).orElse(true);
    }
}
