/** What SSH says before it is encrypted. Source: RFC 4253, sections 4.2 and 7.1. */
@NullMarked
package org.tocsin.wire.ssh;

import org.jspecify.annotations.NullMarked;
