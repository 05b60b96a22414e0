package org.tocsin.lab.drill;

import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the time of the loop goes, step by step as ARCHITECTURE section 7 names them; of measured attacks alone.
 *
 * @param packetToFinding deciding packet handed to the tap, to the finding told; one an attack
 * @param findingToStatement to the entry durable and its checkpoint signed; one an attack
 * @param statementToVerified to the batch verified, through both nodes' TLS; one a receiver
 * @param verifiedToInForce to the receiver's block list written; one a receiver
 */
public record LoopSteps(
        Samples packetToFinding, Samples findingToStatement, Samples statementToVerified, Samples verifiedToInForce) {
    static LoopSteps none() {
        return new LoopSteps(new Samples(), new Samples(), new Samples(), new Samples());
    }

    ObjectNode json() {
        var steps = Json.object();
        steps.set("packetToFinding", packetToFinding.json());
        steps.set("findingToStatement", findingToStatement.json());
        steps.set("statementToVerified", statementToVerified.json());
        steps.set("verifiedToInForce", verifiedToInForce.json());
        return steps;
    }
}
