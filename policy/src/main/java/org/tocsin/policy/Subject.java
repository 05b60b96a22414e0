package org.tocsin.policy;

import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Prefix;

/** Whom a decision is about. A device is known by its key and names, so that it can't shed a quarantine with its address. */
public sealed interface Subject {
    /** Length of a device's or client's name, characters. */
    Limit NAME = new Limit("policy.subject-name", 65_535);

    /** One host or a network. */
    record Hosts(Prefix prefix) implements Subject {}

    /** The SHA-256 of a certificate's public key (SPKI). */
    record Key(Digest spki) implements Subject {}

    /** A name in a device's certificate: common name or subject alternative name. */
    record Device(String id) implements Subject {
        public Device {
            NAME.check(id.length());
        }
    }

    /** An MQTT client id. */
    record Client(String id) implements Subject {
        public Client {
            NAME.check(id.length());
        }
    }
}
