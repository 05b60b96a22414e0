/** What happened at this node, newest in memory, all of it in the event log: the timeline of every story. */
@NullMarked
package org.tocsin.node.chronicle;

import org.jspecify.annotations.NullMarked;
