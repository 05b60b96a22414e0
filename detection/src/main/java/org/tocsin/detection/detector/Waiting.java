package org.tocsin.detection.detector;

/** Connection attempts that wait to be judged, first in, first out, since all wait equally long. A full queue sheds the oldest. */
final class Waiting {
    private static final int SIZE = 1 << 15;

    private final int[] flows = new int[SIZE];
    private final long[] due = new long[SIZE];
    private final long[] numbers = new long[SIZE];
    private int head;
    private int size;
    private long shed;

    /** @param number of the packet that opened the flow: tells it from a later one in the same place */
    void add(int flow, long number, long at) {
        if (size == SIZE) {
            head = head + 1 & SIZE - 1;
            size--;
            shed++;
        }
        int place = head + size & SIZE - 1;
        flows[place] = flow;
        numbers[place] = number;
        due[place] = at;
        size++;
    }

    boolean isDue(long now) {
        return size > 0 && due[head] <= now;
    }

    /** When the patience with the first is over. */
    long due() {
        return due[head];
    }

    void clear() {
        size = 0;
    }

    int flow() {
        return flows[head];
    }

    long number() {
        return numbers[head];
    }

    void remove() {
        head = head + 1 & SIZE - 1;
        size--;
    }

    long shed() {
        return shed;
    }
}
