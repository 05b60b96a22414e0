/** SQL: one writer with group commit, readers that never wait for it, migrations by capability. */
@NullMarked
package org.tocsin.platform.store;

import org.jspecify.annotations.NullMarked;
