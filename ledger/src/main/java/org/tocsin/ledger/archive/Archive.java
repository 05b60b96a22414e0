package org.tocsin.ledger.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.merkle.Nodes;
import org.tocsin.ledger.merkle.Tiles;

/**
 * The entries and hashes of one log as static files: {@code logs/<number>/tile/...}, with a head that says how far they go. Any
 * web server can serve them; this one reads them to serve entries and proofs of any size with bounded memory. Written by the
 * keeper behind the commit path; a tile as a synced file costs 4 ms. Thread-safe.
 */
public final class Archive implements Nodes {
    private static final String FOLDER = "logs";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int CACHED = 64;
    private static final int HASH = Hasher.SIZE;

    private final Disk disk;
    private final String folder;

    /** Guarded by itself. */
    private final Map<String, byte[]> cache = new LinkedHashMap<>(CACHED, 0.75f, true);

    /** Replaced under the lock of this; readers never wait for a sync. */
    private volatile ArchiveHead head;

    private Archive(Disk disk, String folder, ArchiveHead head) {
        this.disk = disk;
        this.folder = folder;
        this.head = head;
    }

    /** Numbers of the logs that have an archive, in order. */
    public static List<Long> numbers(Disk disk) throws IOException {
        var numbers = new ArrayList<Long>();
        for (var name : disk.list(FOLDER)) {
            if (NUMBER.matcher(name).matches()) {
                numbers.add(Long.parseLong(name));
            }
        }
        numbers.sort(Long::compare);
        return numbers;
    }

    /** Makes the archive of a new log, durable on return: a record in the WAL may name it from now on. */
    public static Archive create(Disk disk, long number, Origin origin, String writtenBy) throws IOException {
        var archive = new Archive(disk, FOLDER + "/" + number, new ArchiveHead(writtenBy, origin, 0, false));
        archive.save(archive.head);
        return archive;
    }

    /** Opens the archive of a log; a newer format is refused by name. */
    public static Archive open(Disk disk, long number) throws IOException {
        return new Archive(disk, FOLDER + "/" + number, ArchiveHead.decode(disk.read(headOf(number))));
    }

    /** Where the head of a log's archive lies. */
    public static String headOf(long number) {
        return FOLDER + "/" + number + "/head";
    }

    public Origin origin() {
        return head.origin();
    }

    /** Entries that are in tiles and durable. */
    public long size() {
        return head.size();
    }

    /** Whether a successor has taken over. */
    public boolean ended() {
        return head.ended();
    }

    /** Closes the log for ever, durable on return. */
    public synchronized void end() throws IOException {
        save(new ArchiveHead(head.writtenBy(), head.origin(), head.size(), true));
    }

    /**
     * Adds entries behind those that are there, durable on return; what a crash leaves half is written again, with the same
     * content.
     *
     * @param encoded the entries as they are hashed
     * @param leaves their hashes
     */
    public synchronized void append(List<Bytes> encoded, List<byte[]> leaves) throws IOException {
        long from = head.size();
        long to = from + encoded.size();
        var files = new LinkedHashMap<String, byte[]>();
        bundles(files, from, to, encoded);
        var hashes = leaves;
        for (int level = 0; !hashes.isEmpty(); level++) {
            hashes = tiles(files, level, from, to, hashes);
        }
        var named = new LinkedHashMap<String, byte[]>();
        files.forEach((name, content) -> named.put(folder + "/" + name, content));
        disk.put(named);
        save(new ArchiveHead(head.writtenBy(), head.origin(), to, head.ended()));
        dropPartials(from, to);
    }

    /** The entries from..from + count, as far as there are any; one bundle at a time. */
    public List<Bytes> entries(long from, int count) throws IOException {
        var found = new ArrayList<Bytes>();
        long to = Math.min(from + count, size());
        for (long bundle = from / Tiles.WIDTH; bundle * Tiles.WIDTH < to; bundle++) {
            var entries = bundle(bundle);
            int first = (int) Math.max(0, from - bundle * Tiles.WIDTH);
            int last = (int) Math.min(entries.size(), to - bundle * Tiles.WIDTH);
            found.addAll(entries.subList(first, last));
        }
        return found;
    }

    /** Hash of a complete subtree that lies in the archive. */
    @Override
    public byte[] node(int level, long index) {
        int height = level % Tiles.HEIGHT;
        int perTile = Tiles.WIDTH >> height;
        var tile = tile(level / Tiles.HEIGHT, index / perTile);
        int position = (int) (index % perTile);
        if ((position + 1) * (HASH << height) > tile.length) {
            throw new Rejection("archive.range", "node " + index + " of level " + level + " is not there");
        }
        return Tiles.node(new Hasher(), tile, height, position);
    }

    /** Where a tile of hashes lies now. */
    String tilePath(int level, long index) {
        return folder + "/" + Tiles.path(level, index, Tiles.width(level, index, size()));
    }

    /** Where a bundle of entries lies now. */
    String bundlePath(long bundle) {
        return folder + "/" + Tiles.entriesPath(bundle, Tiles.width(0, bundle, size()));
    }

    private byte[] tile(int level, long index) {
        try {
            return current(size -> {
                int width = Tiles.width(level, index, size);
                var path = folder + "/" + Tiles.path(level, index, width);
                synchronized (cache) {
                    var cached = cache.get(path);
                    if (cached != null) {
                        return cached;
                    }
                }
                var tile = disk.read(path);
                if (tile.length != width * HASH) {
                    throw new Rejection("archive.corrupt", path + " has " + tile.length + " bytes");
                }
                remember(path, tile);
                return tile;
            });
        } catch (IOException e) {
            throw new UncheckedIOException("a tile of " + origin() + " can't be read", e);
        }
    }

    private List<Bytes> bundle(long bundle) throws IOException {
        return current(size -> {
            int width = Tiles.width(0, bundle, size);
            return parse(bundle, disk.read(folder + "/" + Tiles.entriesPath(bundle, width)), width);
        });
    }

    private void remember(String path, byte[] tile) {
        synchronized (cache) {
            cache.put(path, tile);
            if (cache.size() > CACHED) {
                cache.remove(cache.keySet().iterator().next());
            }
        }
    }

    /** Reads files of the current size; again if the keeper has replaced the partial ones meanwhile. */
    private <T> T current(Reading<T> reading) throws IOException {
        while (true) {
            var seen = head;
            try {
                return reading.at(seen.size());
            } catch (IOException e) {
                if (seen.size() == size()) {
                    throw e;
                }
            }
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T at(long size) throws IOException;
    }

    private void bundles(Map<String, byte[]> files, long from, long to, List<Bytes> encoded) throws IOException {
        for (long bundle = from / Tiles.WIDTH; bundle * Tiles.WIDTH < to; bundle++) {
            var out = new ByteArrayOutputStream();
            long start = bundle * Tiles.WIDTH;
            if (start < from) {
                int width = Tiles.width(0, bundle, from);
                out.writeBytes(disk.read(folder + "/" + Tiles.entriesPath(bundle, width)));
            }
            for (long i = Math.max(start, from); i < Math.min(to, start + Tiles.WIDTH); i++) {
                var entry = encoded.get((int) (i - from)).shared();
                out.write(entry.length >> 8);
                out.write(entry.length);
                out.writeBytes(entry);
            }
            files.put(Tiles.entriesPath(bundle, Tiles.width(0, bundle, to)), out.toByteArray());
        }
    }

    /** Writes the tiles of one level; returns the hashes that the next level gets. */
    private List<byte[]> tiles(Map<String, byte[]> files, int level, long from, long to, List<byte[]> hashes) {
        long first = from >>> (Tiles.HEIGHT * level);
        long last = to >>> (Tiles.HEIGHT * level);
        var above = new ArrayList<byte[]>();
        for (long tile = first / Tiles.WIDTH; tile * Tiles.WIDTH < last; tile++) {
            int width = Tiles.width(level, tile, to);
            var content = new byte[width * HASH];
            long start = tile * Tiles.WIDTH;
            if (start < first) {
                var before = tile(level, tile);
                System.arraycopy(before, 0, content, 0, before.length);
            }
            for (long i = Math.max(start, first); i < start + width; i++) {
                System.arraycopy(hashes.get((int) (i - first)), 0, content, (int) (i - start) * HASH, HASH);
            }
            files.put(Tiles.path(level, tile, width), content);
            if (width == Tiles.WIDTH) {
                above.add(Tiles.node(new Hasher(), content, Tiles.HEIGHT, 0));
            }
        }
        return above;
    }

    /** The partial files at the old right edge say nothing that the new ones do not. */
    private void dropPartials(long from, long to) throws IOException {
        for (int level = 0; from >>> (Tiles.HEIGHT * level) > 0; level++) {
            long tile = (from >>> (Tiles.HEIGHT * level)) / Tiles.WIDTH;
            int width = Tiles.width(level, tile, from);
            if (width > 0 && width != Tiles.width(level, tile, to)) {
                disk.delete(folder + "/" + Tiles.path(level, tile, width));
                if (level == 0) {
                    disk.delete(folder + "/" + Tiles.entriesPath(tile, width));
                }
            }
        }
    }

    private List<Bytes> parse(long bundle, byte[] content, int width) {
        var in = ByteBuffer.wrap(content);
        var entries = new ArrayList<Bytes>(width);
        while (entries.size() < width && in.remaining() >= Short.BYTES) {
            int length = in.getShort() & 0xffff;
            if (length > in.remaining() || length > Entry.SIZE.most()) {
                break;
            }
            var entry = new byte[length];
            in.get(entry);
            entries.add(Bytes.owning(entry));
        }
        if (entries.size() < width || in.hasRemaining()) {
            throw new Rejection("archive.corrupt", "bundle " + bundle + " of " + head.origin() + " is damaged");
        }
        return entries;
    }

    private void save(ArchiveHead next) throws IOException {
        disk.put(Map.of(folder + "/head", next.encode()));
        head = next;
    }
}
