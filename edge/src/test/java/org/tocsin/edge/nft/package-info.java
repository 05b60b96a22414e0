@NullMarked
package org.tocsin.edge.nft;

import org.jspecify.annotations.NullMarked;
