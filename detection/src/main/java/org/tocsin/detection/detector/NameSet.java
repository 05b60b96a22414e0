package org.tocsin.detection.detector;

import java.util.Arrays;

/** The names that a device looked up and then used while its profile was learnt, by hash; bounded, the oldest go first. */
final class NameSet {
    private static final int MOST = 32;

    private int[] names = new int[0];
    private int size;
    private int next;

    boolean has(int name) {
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                return true;
            }
        }
        return false;
    }

    void add(int name) {
        if (has(name)) {
            return;
        }
        if (size < MOST) {
            if (size == names.length) {
                names = Arrays.copyOf(names, Math.max(4, size * 2));
            }
            names[size++] = name;
        } else {
            names[next] = name;
            next = (next + 1) % MOST;
        }
    }

    int[] sorted() {
        var copy = Arrays.copyOf(names, size);
        Arrays.sort(copy);
        return copy;
    }
}
