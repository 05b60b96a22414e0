package org.tocsin.platform;

import java.time.Duration;

/**
 * Work that is repeated while the node runs.
 *
 * @param every pause between the end of one run and the start of the next
 */
public record Job(String name, Duration every, Runnable work) {}
