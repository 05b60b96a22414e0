package org.tocsin.policy;

/** One line of the block list. */
public record Entry(Layer layer, Subject subject, Decision decision) {}
