/** The HTTPS listener under attack. */
@NullMarked
package org.tocsin.node.http;

import org.jspecify.annotations.NullMarked;
