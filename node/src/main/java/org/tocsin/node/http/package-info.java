/** The HTTPS listener for people and machines: who asks, whether they may, and what they get. */
@NullMarked
package org.tocsin.node.http;

import org.jspecify.annotations.NullMarked;
