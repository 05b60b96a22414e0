package org.tocsin.detection.mud;

import org.tocsin.kernel.Limit;

/** The words of RFC 8520 and RFC 8519 that reader and writer share. */
final class Mud {
    static final String MUD = "ietf-mud:mud";
    static final String ACLS = "ietf-access-control-list:acls";
    static final String SOURCE_NAME = "ietf-acldns:src-dnsname";
    static final String TARGET_NAME = "ietf-acldns:dst-dnsname";
    static final String INITIATED = "ietf-mud:direction-initiated";
    static final String FROM_DEVICE = "from-device";
    static final String TO_DEVICE = "to-device";
    static final String LOCAL_NETWORKS = "local-networks";
    static final String CONTROLLER = "controller";
    static final String SOURCE_PORT = "source-port";
    static final String TARGET_PORT = "destination-port";
    static final int TCP = 6;
    static final int UDP = 17;
    static final Limit SIZE = new Limit("mud.size", 1 << 20);
    static final Limit LISTS = new Limit("mud.lists", 32);
    static final Limit RULES = new Limit("mud.rules", 1024);

    private Mud() {}
}
