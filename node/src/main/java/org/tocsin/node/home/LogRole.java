package org.tocsin.node.home;

/** The logs that a node keeps, one per audience. Source: ARCHITECTURE section 1. */
public enum LogRole {
    /** Releases, advisories, descriptors: anybody may follow. */
    PUBLIC,
    /** Indicators, sightings, retractions: accepted peers follow. */
    CIRCLE,
    /** Certificates, decisions, audit: nobody follows. */
    PRIVATE
}
