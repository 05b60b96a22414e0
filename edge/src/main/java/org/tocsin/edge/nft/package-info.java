/**
 * The block list inside the kernel: an nf_tables table of our own, written over netlink without the {@code nft} command. Against
 * whoever shall be dropped before any process sees a packet, and against whoever flushes, imitates or floods the table. Source:
 * linux/netfilter/nf_tables.h; ADR 013.
 */
@NullMarked
package org.tocsin.edge.nft;

import org.jspecify.annotations.NullMarked;
