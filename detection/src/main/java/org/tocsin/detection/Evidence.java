package org.tocsin.detection;

/**
 * The numbers of a finding.
 *
 * @param count distinct peers, ports, credentials or connections, by kind
 * @param usual the most that counts as usual
 * @param spanMillis between the first and the last event of the evidence
 * @param repeats times that this running event was raised before
 * @param letIn a device of ours was seen to let the one who acts in
 */
public record Evidence(int count, int usual, long spanMillis, int repeats, boolean letIn) {
    /** Of a finding in which nobody was let in. */
    public Evidence(int count, int usual, long spanMillis, int repeats) {
        this(count, usual, spanMillis, repeats, false);
    }
}
