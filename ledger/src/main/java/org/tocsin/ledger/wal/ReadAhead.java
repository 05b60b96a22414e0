package org.tocsin.ledger.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.tocsin.ledger.disk.DiskFile;

/** Reads a file from front to back in large steps: recovery would make two system calls a record otherwise. */
final class ReadAhead implements DiskFile {
    private static final int STEP = 1 << 20;

    private final DiskFile file;
    private final ByteBuffer window = ByteBuffer.allocate(STEP);
    private long start;
    private int filled;

    ReadAhead(DiskFile file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        int wanted = into.remaining();
        if (wanted > STEP) {
            return file.read(into, position);
        }
        if (position < start || position + wanted > start + filled) {
            start = position;
            filled = file.read(window.clear(), position);
        }
        int count = (int) Math.clamp(start + filled - position, 0L, wanted);
        into.put(into.position(), window, (int) (position - start), count);
        into.position(into.position() + count);
        return count;
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        filled = 0;
        file.write(from, position);
    }

    @Override
    public void sync() throws IOException {
        file.sync();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
