package org.tocsin.exchange.trust;

/**
 * What a member counts for here.
 *
 * @param name its domain, a claim, for people
 * @param group members of one group are one voice; its own fingerprint when nothing else is declared
 * @param fullTrust an operator lets its observed reports count as own evidence
 * @param paused its reports weigh nothing until a person resumes it
 */
public record Standing(String name, String group, boolean fullTrust, boolean paused, MemberTrust trust) {}
