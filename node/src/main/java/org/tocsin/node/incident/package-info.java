/** Findings of one actor as one incident, and what people said about it: neither a flood of alarms nor a hidden second scan. */
@NullMarked
package org.tocsin.node.incident;

import org.jspecify.annotations.NullMarked;
