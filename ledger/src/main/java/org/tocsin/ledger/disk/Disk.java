package org.tocsin.ledger.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One folder of a node. Names are relative, with slashes. Thread-safe. */
public interface Disk {
    /** Makes a file of zeros, durable with its name, so that later writes change no metadata and sync in one step. */
    DiskFile create(String name, long size) throws IOException;

    /** Opens a file that exists. */
    DiskFile open(String name) throws IOException;

    boolean exists(String name) throws IOException;

    /** Names of the files and folders in a folder, in order; empty if there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** The whole content of a small file. */
    byte[] read(String name) throws IOException;

    /** Writes or replaces files; on return all are durable, after a crash each is old or new, never half. */
    void put(Map<String, byte[]> files) throws IOException;

    /** Removes a file if it is there; comes back after a crash, maybe. */
    void delete(String name) throws IOException;

    /** Takes the folder for this process; refused by name if another has it. */
    Closeable lock(String name) throws IOException;
}
