package org.tocsin.cli.enforce;

import org.tocsin.cli.Missing;
import org.tocsin.cli.api.NodeOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the node of a home says about the kernel, where one runs. */
final class NodeSays {
    private NodeSays() {}

    /** As {@code GET /api/v1/enforce}; missing where no node runs. */
    static JsonNode of(NodeOptions options) {
        try {
            return options.client().get("/api/v1/enforce");
        } catch (Missing none) {
            return MissingNode.getInstance();
        }
    }
}
