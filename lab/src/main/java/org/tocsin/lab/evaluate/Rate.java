package org.tocsin.lab.evaluate;

/**
 * Events in a time, with the interval that holds the true rate 95 times of 100 if they come by chance (Garwood 1936, exact Poisson).
 *
 * @param count of events
 * @param over device-days
 */
record Rate(long count, double over) {
    private static final double TAIL = 0.025;
    /** From here on the normal distribution does: the exact sum would leave what a double can hold. */
    private static final int MANY = 400;

    double value() {
        return over == 0 ? 0 : (double) count / over;
    }

    double low() {
        return count == 0 || over == 0 ? 0 : mean(count - 1, 1 - TAIL) / over;
    }

    double high() {
        return over == 0 ? 0 : mean(count, TAIL) / over;
    }

    Rate plus(Rate other) {
        return new Rate(count + other.count, over + other.over);
    }

    /** The mean at which so many or fewer come with that probability. */
    private static double mean(long most, double probability) {
        if (most > MANY) {
            return most + (probability < 0.5 ? 1 : -1) * 1.96 * Math.sqrt((double) most);
        }
        double low = 0;
        double high = most + 20 + 10 * Math.sqrt(most + 1.0);
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (atMost(most, middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double atMost(long most, double mean) {
        double term = Math.exp(-mean);
        double sum = term;
        for (long k = 1; k <= most; k++) {
            term *= mean / k;
            sum += term;
        }
        return sum;
    }
}
