package org.tocsin.platform;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Recurring;

/** Runs jobs on virtual threads, each at its own pace, until closed. One that fails is logged and tried again. */
public final class Jobs implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

    private final List<Thread> threads = new ArrayList<>();
    private final Recurring trouble;

    public Jobs(Clock clock) {
        trouble = new Recurring(LOG, clock);
    }

    public void start(Job job) {
        threads.add(Thread.ofVirtual().name("job-" + job.name()).start(() -> repeat(job)));
    }

    private void repeat(Job job) {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(job.every());
                run(job);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a job that fails must not end the others, nor its own next run
    private void run(Job job) {
        try {
            job.work().run();
        } catch (Exception e) {
            trouble.warn("job " + job.name() + " failed and will be tried again", e);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
