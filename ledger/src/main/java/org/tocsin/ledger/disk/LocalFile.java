package org.tocsin.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A file that an interrupt can't close. The JDK closes a channel for everybody when the thread that uses it is interrupted: one
 * reader whose peer hung up at that moment would have ended the write-ahead log of its node. All reads and writes name their
 * position, so what was cut short is done again on a fresh channel.
 */
final class LocalFile implements DiskFile {
    private final String name;
    private final Path path;
    private volatile FileChannel channel;
    private volatile boolean closed;

    LocalFile(String name, Path path) throws IOException {
        this.name = name;
        this.path = path;
        this.channel = open(path);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Something done with the channel; done again if an interrupt, of this thread or another, closed it. */
    private interface Work<T> {
        T on(FileChannel channel) throws IOException;
    }

    private <T> T uninterrupted(Work<T> work) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.on(channel);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(ClosedChannelException why) throws IOException {
        if (closed) {
            throw why;
        }
        if (!channel.isOpen()) {
            channel = open(path);
        }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        int start = from.position();
        try {
            uninterrupted(on -> {
                from.position(start);
                for (long at = position; from.hasRemaining(); ) {
                    at += on.write(from, at);
                }
                return start;
            });
        } catch (IOException e) {
            throw named(e, name);
        }
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        int start = into.position();
        return uninterrupted(on -> {
            into.position(start);
            int total = 0;
            while (into.hasRemaining()) {
                int count = on.read(into, position + total);
                if (count < 0) {
                    break;
                }
                total += count;
            }
            return total;
        });
    }

    @Override
    public void sync() throws IOException {
        uninterrupted(on -> {
            on.force(false);
            return true;
        });
    }

    @Override
    public long size() {
        try {
            return uninterrupted(FileChannel::size);
        } catch (IOException e) {
            throw new IllegalStateException("an open file has a size", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }

    /** The JDK says that the disk is full in words only. */
    static IOException named(IOException e, String name) {
        var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded")
                ? new DiskFullException(name)
                : e;
    }
}
