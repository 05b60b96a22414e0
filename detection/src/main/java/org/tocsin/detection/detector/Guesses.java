package org.tocsin.detection.detector;

/** The made-up domains that one device has tried in vain. */
final class Guesses implements Cases.Case {
    static final long WINDOW = 600_000_000_000L;
    static final int ENOUGH = 8;
    /** Shorter ones are abbreviations. */
    private static final int LENGTH = 7;

    private final long key;
    final Episode episode = new Episode();
    private final int[] domains = new int[ENOUGH];
    private final int[] times = new int[ENOUGH];
    private final int[] numbers = new int[ENOUGH];
    private int filled;

    Guesses(long key) {
        this.key = key;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        return count(now) / (float) ENOUGH;
    }

    /** A domain does not exist; true if a finding is due. */
    boolean failed(int domain, long number, long now) {
        int place = 0;
        for (int i = 0; i < filled; i++) {
            if (domains[i] == domain && Tick.within(times[i], now, WINDOW)) {
                return false;
            }
            place = Tick.age(times[i], now) > Tick.age(times[place], now) ? i : place;
        }
        place = filled < ENOUGH ? filled++ : place;
        domains[place] = domain;
        times[place] = Tick.of(now);
        numbers[place] = (int) number;
        episode.touch(now);
        episode.grow();
        return episode.raise(count(now), ENOUGH);
    }

    int count(long now) {
        int count = 0;
        for (int i = 0; i < filled; i++) {
            count += Tick.within(times[i], now, WINDOW) ? 1 : 0;
        }
        return count;
    }

    long span(long now) {
        long span = 0;
        for (int i = 0; i < filled; i++) {
            span = Tick.within(times[i], now, WINDOW) ? Math.max(span, Tick.age(times[i], now)) : span;
        }
        return span;
    }

    long firstNumber(long now, long current) {
        long first = current;
        for (int i = 0; i < filled; i++) {
            first = Tick.within(times[i], now, WINDOW) ? Math.min(first, Tick.number(numbers[i], current)) : first;
        }
        return first;
    }

    /**
     * Whether the label of a domain looks drawn by lot: hardly a vowel, a long run of consonants, or letters and figures mixed. A
     * domain that is put together from words does not.
     */
    static boolean madeUp(String domain) {
        int dot = domain.indexOf('.');
        var label = dot < 0 ? domain : domain.substring(0, dot);
        if (label.length() < LENGTH) {
            return false;
        }
        int vowels = 0;
        int letters = 0;
        int figures = 0;
        int run = 0;
        int longest = 0;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean vowel = letter && "aeiouy".indexOf(c) >= 0;
            letters += letter ? 1 : 0;
            vowels += vowel ? 1 : 0;
            figures += c >= '0' && c <= '9' ? 1 : 0;
            run = letter && !vowel ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest >= 5 || (letters > 0 && vowels * 4 < letters) || (figures >= 3 && letters >= 3);
    }
}
