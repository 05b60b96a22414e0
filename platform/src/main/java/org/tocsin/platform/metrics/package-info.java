/** Counters and gauges as OpenMetrics text. */
@NullMarked
package org.tocsin.platform.metrics;

import org.jspecify.annotations.NullMarked;
