package org.tocsin.wire.mqtt;

import java.nio.ByteBuffer;

/**
 * Checks PUBLISH as strictly as {@link MqttDecoder} does, but makes no object: a relay passes the bytes on as they are and
 * needs only these few facts. One a connection, not for several threads.
 */
public final class PublishScan {
    private final MqttLimits limits;
    private final FieldReader in = new FieldReader(ByteBuffer.allocate(0), 0, 0);
    private int topicStart;
    private int topicLength;
    private int packetId;
    private int alias;
    private int qos;

    public PublishScan(MqttLimits limits) {
        this.limits = limits;
    }

    /** Checks the PUBLISH that lies from {@code from} to {@code to}. */
    public void scan(ByteBuffer frame, int from, int to, MqttVersion version) {
        qos = frame.get(from) >>> 1 & 3;
        in.reset(frame, MqttFraming.bodyStart(frame, from), to);
        topicLength = in.skipText();
        topicStart = in.position() - topicLength;
        checkTopic(frame);
        packetId = qos == 0 ? 0 : in.packetId();
        alias = version == MqttVersion.V5 ? Properties.skipPublish(in, limits) : 0;
        if (topicLength == 0 && alias == 0) {
            throw ReasonCode.TOPIC_NAME_INVALID.refuse("the topic is empty");
        }
    }

    private void checkTopic(ByteBuffer frame) {
        int levels = 1;
        for (int i = topicStart; i < topicStart + topicLength; i++) {
            byte c = frame.get(i);
            if (c == '+' || c == '#') {
                throw ReasonCode.TOPIC_NAME_INVALID.refuse("the topic has a wildcard");
            }
            if (c == '/') {
                levels++;
            }
        }
        if (levels > limits.topicLevels()) {
            throw ReasonCode.TOPIC_NAME_INVALID.refuse("the topic has more than " + limits.topicLevels() + " levels");
        }
    }

    /** Where the topic starts in the frame. */
    public int topicStart() {
        return topicStart;
    }

    /** Bytes of the topic; 0 where an alias stands for it. */
    public int topicLength() {
        return topicLength;
    }

    /** 0 with QoS 0. */
    public int packetId() {
        return packetId;
    }

    /** The topic alias, 0 for none. */
    public int alias() {
        return alias;
    }

    /** 0 to 2. */
    public int qos() {
        return qos;
    }
}
