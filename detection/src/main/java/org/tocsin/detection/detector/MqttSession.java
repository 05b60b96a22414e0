package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.wire.mqtt.ClientStream;
import org.tocsin.wire.mqtt.ClientStream.Violation;

/** One connection of a client to a broker: what its last bytes brought, and whether it is held without use. */
final class MqttSession implements ClientStream.Listener {
    /** Seconds. Who asks for hours of silence keeps a place at the broker for nothing (SlowITe, Vaccari 2020). */
    private static final int LONG = 4 * 3600;

    final Broker broker;
    final ClientStream stream = new ClientStream(this);
    private boolean idle;
    int connected;
    int published;
    /** Of the last CONNECT; 0 for none. */
    long identifier;

    @Nullable
    Violation violation;

    MqttSession(Broker broker) {
        this.broker = broker;
    }

    /** Holds a place at the broker without use, or no longer. */
    void hold(boolean on) {
        if (idle != on) {
            idle = on;
            broker.idle += on ? 1 : -1;
        }
    }

    @Override
    public void connects(int keepAlive, long client) {
        connected++;
        identifier = client;
        hold(keepAlive == 0 || keepAlive >= LONG);
    }

    @Override
    public void publishes() {
        published++;
        hold(false);
    }

    @Override
    public void subscribes(boolean everything) {
        broker.everything |= everything;
        hold(false);
    }

    @Override
    public void speaks() {
        hold(false);
    }

    @Override
    public void violates(Violation how) {
        violation = how;
        hold(false);
    }
}
