package org.tocsin.lab.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.tocsin.lab.fleet.FleetReport;

/** One organisation of a drill, in this JVM or in one of its own. */
interface Member extends AutoCloseable {
    /** Its place in the drill, from 0. */
    int org();

    /** The fingerprint of its root, hex. */
    String id();

    InetSocketAddress relay();

    String consoleUrl();

    /** Where its tap reads a pcap stream. */
    OutputStream tap();

    String invite() throws IOException;

    void join(String token) throws IOException;

    void accept(String id) throws IOException;

    /** How many peers have a live session with it. */
    int connected() throws IOException;

    /** Takes an own report back. */
    void retract(String id) throws IOException;

    /** Lies: says that it saw an innocent attack, past its own rules. */
    void lie(String address) throws IOException;

    /** Says so many things at once that mean nothing: renewals of reports that nobody made. Returns when all are signed. */
    void babble(int entries) throws IOException;

    /** The trust that it has in another, 0 to 1. */
    double trust(String id) throws IOException;

    /** Whether its enforcers are told to keep an address out, wholly or in part. */
    boolean refuses(String address) throws IOException;

    /** Its own explanation of what it makes of an address. */
    Ruling explain(String address) throws IOException;

    /** Bodies, as text, of the first so many entries of another's log that it has stored; those that are not here are left out. */
    List<String> heard(String id, String log, long entries) throws IOException;

    /** Origin of the log in which it speaks to the circle. */
    String log() throws IOException;

    /** Entries of that log. */
    long said() throws IOException;

    /** Packets that its tap has read. */
    long packets() throws IOException;

    /** How its benign devices fare. */
    FleetReport fleet() throws IOException;

    /** As a power cut would: no goodbye. Only a member with a process of its own can be killed. */
    void kill() throws IOException;

    @Override
    void close() throws IOException;
}
