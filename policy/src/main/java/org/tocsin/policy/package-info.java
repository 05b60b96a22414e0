/**
 * What may pass and what may not: the block list that every enforcer asks, against floods, stolen devices and known
 * attackers; the policy language comes later and answers with the same {@link org.tocsin.policy.Decision}.
 *
 * <p>Start at {@link org.tocsin.policy.Blocklists}.
 */
@NullMarked
package org.tocsin.policy;

import org.jspecify.annotations.NullMarked;
