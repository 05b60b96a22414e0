/** The benches that measure what docs/performance.md claims, each with the command that runs it. */
@NullMarked
package org.tocsin.lab.bench;

import org.jspecify.annotations.NullMarked;
