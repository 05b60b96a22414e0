/** One session between two nodes: each offers its logs and follows the other's, whoever dialled. */
@NullMarked
package org.tocsin.federation.follow;

import org.jspecify.annotations.NullMarked;
