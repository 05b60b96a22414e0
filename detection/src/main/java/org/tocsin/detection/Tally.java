package org.tocsin.detection;

/**
 * What went through, and what was let go to stay within bounds.
 *
 * @param malformed packets whose headers contradict themselves
 * @param findings raised
 * @param shedFindings not raised because too many came within a minute
 * @param shedJudgements connection attempts that were not judged because too many were waiting
 * @param shedFlows connections forgotten before they ended
 * @param shedSyns packets of floods that were told of already: counted, and followed only where they were answered
 */
public record Tally(
        long packets,
        long bytes,
        long malformed,
        int devices,
        long findings,
        long shedFindings,
        long shedJudgements,
        long shedFlows,
        long shedSyns) {}
