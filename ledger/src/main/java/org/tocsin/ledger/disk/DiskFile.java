package org.tocsin.ledger.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A preallocated file that is overwritten in place. Thread-safe. */
public interface DiskFile extends Closeable {
    /** Writes all that remains in the buffer; durable only after {@link #sync()}. */
    void write(ByteBuffer from, long position) throws IOException;

    /** Fills the buffer as far as the file goes; returns how many bytes came. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Makes all that was written durable: one fdatasync. After a failure nothing is known about what was written. */
    void sync() throws IOException;

    long size();
}
