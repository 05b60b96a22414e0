package org.tocsin.edge;

import java.time.Duration;
import org.tocsin.kernel.Rejection;

/**
 * The section {@code edge.mqtt.deadlines}: how long a device may take, against those who hold connections by being slow
 * (slow loris; SlowITe, which asks for the longest keep-alive there is and then stays silent).
 *
 * @param handshake from accept to the end of the TLS handshake
 * @param connect from there to a whole CONNECT
 * @param upstream from there to the broker's CONNACK
 * @param packet from the first to the last byte of any packet
 * @param idle the longest silence, whatever keep-alive the device asked for; MQTT 5 devices are told
 */
public record DeadlineSettings(
        Duration handshake, Duration connect, Duration upstream, Duration packet, Duration idle) {
    public static final DeadlineSettings DEFAULT = new DeadlineSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30));

    public DeadlineSettings {
        for (var each : new Duration[] {handshake, connect, upstream, packet, idle}) {
            if (!each.isPositive() || each.compareTo(Duration.ofDays(2)) > 0) {
                throw new Rejection("edge.deadline", each + " is not between 0 and two days");
            }
        }
    }
}
