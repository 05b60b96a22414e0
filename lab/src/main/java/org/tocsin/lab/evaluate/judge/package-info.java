/** Detectors that are judged by the same packets: ours, and simple rules beside it. */
@NullMarked
package org.tocsin.lab.evaluate.judge;

import org.jspecify.annotations.NullMarked;
