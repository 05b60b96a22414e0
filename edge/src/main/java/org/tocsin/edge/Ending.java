package org.tocsin.edge;

/** Why a session ended. */
public enum Ending {
    /** The device closed it. */
    DEVICE,
    /** The broker closed it. */
    BROKER,
    /** The block list names its address or its device, or an operator closed it. */
    BLOCKED,
    /** It sent what is not MQTT as it should be, or too much of it. */
    PROTOCOL,
    /** It was silent or slow for too long. */
    DEADLINE,
    /** The relay was stopped. */
    SHUTDOWN
}
