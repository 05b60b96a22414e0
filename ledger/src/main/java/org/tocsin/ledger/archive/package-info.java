/** Entries and hashes of a log as plain files in the C2SP tlog-tiles layout, written behind the commit path. */
@NullMarked
package org.tocsin.ledger.archive;

import org.jspecify.annotations.NullMarked;
