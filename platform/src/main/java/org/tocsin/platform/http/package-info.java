/** HTTP as this house speaks it: routes that name a permission, problems of RFC 9457, streams of server-sent events. */
@NullMarked
package org.tocsin.platform.http;

import org.jspecify.annotations.NullMarked;
