package org.tocsin.ledger.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tocsin.kernel.Rejection;

/**
 * A disk that fails as disks do: it crashes at a chosen operation, keeps of what was not synced any sectors it likes, in any
 * order, half a write included; it fills up; it reports errors. What was synced it keeps.
 */
public final class FaultDisk implements Disk {
    private static final int SECTOR = 512;

    private final Random random;
    private final Map<String, Content> files;
    private long operations;
    private long crashAt = Long.MAX_VALUE;
    private long failAt = Long.MAX_VALUE;
    private long space = Long.MAX_VALUE;
    private boolean locked;

    public FaultDisk(long seed) {
        this(new Random(seed), new TreeMap<>());
    }

    private FaultDisk(Random random, Map<String, Content> files) {
        this.random = random;
        this.files = files;
    }

    /** The power fails at this operation, counted from now. */
    public synchronized void crashAfter(long more) {
        crashAt = operations + more;
    }

    /** A write or sync reports an error at this operation, counted from now. */
    public synchronized void failAfter(long more) {
        failAt = operations + more;
    }

    /** Leaves room for this many bytes of new files. */
    public synchronized void leave(long bytes) {
        space = bytes;
    }

    public synchronized long operations() {
        return operations;
    }

    public synchronized boolean crashed() {
        return operations >= crashAt;
    }

    /** What a new process finds after the power came back. */
    public synchronized FaultDisk restarted() {
        var kept = new TreeMap<String, Content>();
        files.forEach((name, content) -> kept.put(name, content.afterCrash(random)));
        return new FaultDisk(random, kept);
    }

    /** Whether any file holds these bytes, by what the process sees or by what is on the disk. */
    public synchronized boolean holds(byte[] secret) {
        var words = new String(secret, StandardCharsets.ISO_8859_1);
        return files.values().stream()
                .flatMap(content -> Stream.of(content.seen, content.durable))
                .anyMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(words));
    }

    /** Flips a bit, as a failing disk may. */
    public synchronized void damage(String name, int at) {
        var content = files.get(name);
        if (content == null) {
            throw new IllegalArgumentException(name);
        }
        content.seen[at] ^= 1;
        content.durable[at] ^= 1;
    }

    @Override
    public synchronized DiskFile create(String name, long size) throws IOException {
        step(name);
        if (size > space) {
            throw new DiskFullException(name);
        }
        space -= size;
        files.put(name, new Content(new byte[(int) size], new byte[(int) size]));
        return open(name);
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        return new OpenFile(name, content(name));
    }

    @Override
    public synchronized boolean exists(String name) {
        return files.containsKey(name);
    }

    @Override
    public synchronized List<String> list(String folder) {
        var found = new TreeSet<String>();
        for (var name : files.keySet()) {
            if (name.startsWith(folder + "/")) {
                found.add(name.substring(folder.length() + 1).split("/", 2)[0]);
            }
        }
        return List.copyOf(found);
    }

    @Override
    public synchronized byte[] read(String name) throws IOException {
        return content(name).seen.clone();
    }

    @Override
    public synchronized void put(Map<String, byte[]> put) throws IOException {
        for (var file : put.entrySet()) {
            step(file.getKey());
            if (file.getValue().length > space) {
                throw new DiskFullException(file.getKey());
            }
            space -= file.getValue().length;
            files.put(
                    file.getKey(),
                    new Content(file.getValue().clone(), file.getValue().clone()));
        }
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        step(name);
        var content = files.remove(name);
        if (content != null && space != Long.MAX_VALUE) {
            space += content.durable.length;
        }
    }

    @Override
    public synchronized Closeable lock(String name) {
        if (locked) {
            throw new Rejection("disk.in-use", "locked");
        }
        locked = true;
        return () -> {
            synchronized (FaultDisk.this) {
                locked = false;
            }
        };
    }

    private Content content(String name) throws IOException {
        var content = files.get(name);
        if (content == null) {
            throw new IOException(name + " is not there");
        }
        return content;
    }

    private void step(String name) throws IOException {
        operations++;
        if (operations >= crashAt) {
            throw new IOException("power failed at " + name);
        }
        if (operations == failAt) {
            throw new IOException("input/output error on " + name);
        }
    }

    /** What the process sees, what the disk holds, and where they may differ. */
    private static final class Content {
        private final byte[] durable;
        private final byte[] seen;
        private final Set<Integer> dirty = new TreeSet<>();

        Content(byte[] durable, byte[] seen) {
            this.durable = durable;
            this.seen = seen;
        }

        Content afterCrash(Random random) {
            var kept = durable.clone();
            int luck = random.nextInt(4);
            for (int sector : dirty) {
                boolean written = luck == 0 || (luck > 1 && random.nextBoolean());
                if (written) {
                    int from = sector * SECTOR;
                    System.arraycopy(seen, from, kept, from, Math.min(SECTOR, kept.length - from));
                }
            }
            return new Content(kept, kept.clone());
        }
    }

    private final class OpenFile implements DiskFile {
        private final String name;
        private final Content content;

        OpenFile(String name, Content content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            synchronized (FaultDisk.this) {
                operations++;
                int count = from.remaining();
                boolean fails = operations >= crashAt || operations == failAt;
                int written = fails ? random.nextInt(count + 1) : count;
                from.get(content.seen, (int) position, written);
                for (int sector = (int) position / SECTOR; sector * SECTOR < (int) position + written; sector++) {
                    content.dirty.add(sector);
                }
                if (fails) {
                    throw new IOException("short write on " + name);
                }
            }
        }

        @Override
        public int read(ByteBuffer into, long position) {
            synchronized (FaultDisk.this) {
                int count = (int) Math.clamp(content.seen.length - position, 0L, into.remaining());
                into.put(content.seen, (int) position, count);
                return count;
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (FaultDisk.this) {
                step(name);
                for (int sector : content.dirty) {
                    int from = sector * SECTOR;
                    int count = Math.min(SECTOR, content.seen.length - from);
                    System.arraycopy(content.seen, from, content.durable, from, count);
                }
                content.dirty.clear();
            }
        }

        @Override
        public long size() {
            return content.seen.length;
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
