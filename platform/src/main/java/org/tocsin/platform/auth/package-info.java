/** Who may do what: tokens, sessions and permissions, against strangers on the HTTP listener. */
@NullMarked
package org.tocsin.platform.auth;

import org.jspecify.annotations.NullMarked;
