package org.tocsin.node.console;

import io.jstach.jstache.JStache;

/**
 * A refusal, for people.
 *
 * @param headline what happened, in words
 * @param detail what was refused
 * @param cure what to do next
 */
@JStache(path = "problem")
record ProblemPage(Frame frame, int status, String code, String headline, String detail, String cure) {}
