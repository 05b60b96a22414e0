package org.tocsin.ledger.merkle;

/** Cuts a tree into tiles of height 8, as C2SP tlog-tiles serves it. */
public final class Tiles {
    /** Levels of the tree in one tile. */
    public static final int HEIGHT = 8;

    /** Hashes in a full tile, entries in a full bundle. */
    public static final int WIDTH = 1 << HEIGHT;

    private Tiles() {}

    /** Path of a hash tile. {@code width} below {@value #WIDTH} names a partial one. */
    public static String path(int level, long index, int width) {
        return "tile/" + level + "/" + suffix(index, width);
    }

    /** Path of a bundle of entries. */
    public static String entriesPath(long index, int width) {
        return "tile/entries/" + suffix(index, width);
    }

    /** Number of hashes of the tile at this level and index in a tree of {@code size} leaves; 0 if it has none. */
    public static int width(int level, long index, long size) {
        long hashes = size >>> (HEIGHT * level);
        return Math.clamp(hashes - index * WIDTH, 0, WIDTH);
    }

    /** Hash of the complete subtree of 2^height hashes at {@code position} of a tile. */
    public static byte[] node(Hasher hasher, byte[] tile, int height, int position) {
        int count = 1 << height;
        var level = new byte[count * Hasher.SIZE];
        System.arraycopy(tile, position * count * Hasher.SIZE, level, 0, level.length);
        for (; count > 1; count /= 2) {
            for (int i = 0; i < count / 2; i++) {
                hasher.node(level, 2 * i * Hasher.SIZE, level, i * Hasher.SIZE);
            }
        }
        var root = new byte[Hasher.SIZE];
        System.arraycopy(level, 0, root, 0, Hasher.SIZE);
        return root;
    }

    private static String suffix(long index, int width) {
        var path = new StringBuilder(three(index % 1_000));
        for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
            path.insert(0, "x" + three(rest % 1_000) + "/");
        }
        return width == WIDTH ? path.toString() : path + ".p/" + width;
    }

    private static String three(long part) {
        return String.valueOf(1_000 + part).substring(1);
    }
}
