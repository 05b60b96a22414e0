package org.tocsin.exchange;

import java.time.Duration;
import java.util.Locale;
import org.tocsin.kernel.Bytes;

/**
 * Something that this node says to its circle. Source: FORMATS, Entry and STIX profile.
 *
 * @param subject what it is about; never part of the entry, only for those who wait to see it published
 * @param body STIX 2.1 JSON in the form of RFC 8785; for a renewal the indicator's id as CBOR text
 */
public record Statement(Type type, String id, Subject subject, Bytes body) {
    /**
     * How long it is kept, here and by all who follow: longer than the slowest class weighs anything (three times seven days), so
     * that a retraction never goes before what it takes back.
     */
    public static final Duration KEPT = Duration.ofDays(30);

    /** The entry types of FORMATS that the exchange writes and reads. */
    public enum Type {
        INDICATOR(1),
        SIGHTING(2),
        RETRACTION(3),
        RENEWAL(17);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        /** As it stands in timelines. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it overtakes quotas: what lifts or keeps up a block must not wait. */
        public boolean urgent() {
            return this == RETRACTION || this == RENEWAL;
        }
    }
}
